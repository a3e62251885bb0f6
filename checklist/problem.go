package checklist

import "anquan.example/paicha/internal/strictyaml"

// Problem is one thing wrong in a library file: where, what, and what to do about it.
type Problem = strictyaml.Problem

// Problems is every problem found in a library file, by line. It is the error of Parse.
type Problems = strictyaml.Problems
