"""`autograder attack`: hostile hand-ins, graded for real among honest ones.

Each attack is a function decorated with `attack`; its docstring says why somebody would try it.
It writes one hand-in. `suite.run` grades all of them in one class, through `autograder grade` as
an instructor starts it, and says of each: was it contained, what did it earn, and were everybody
else's grades what they are without it?
"""
