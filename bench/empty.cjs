// The least that a step can cost: a program that does nothing.
