// The minimum time of a step: a program that does nothing.
