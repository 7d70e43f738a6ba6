"""The graders are graded: mutants of the references, named answers, repeated runs.

    operators, expressions, calls, statements   what a slip of the pen does to a piece of code
    generate                                    every mutant of an exercise's solution regions
    equivalent                                  mutants that are right answers too, with reasons
    broken                                      code with one mutation, for students to repair
    arena                                       one fork for each answer, with limits
    runner                                      all of it, in parallel warm processes
    fingerprint                                 which code the figures were made from
    results, report                             the file that is kept, and what is printed

Only the authors' own code is run here; a student's never is.
"""
