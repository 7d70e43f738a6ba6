"""What runs inside the sandbox. It is mounted there alone, as the package `box`.

So these modules import nothing from the rest of the autograder, hold no secret, and are read by
nobody as trustworthy: whatever comes out of the sandbox is checked by the judge (wire.decode).
"""
