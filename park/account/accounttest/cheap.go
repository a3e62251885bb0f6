// Package accounttest is for tests of parks with people.
package accounttest

import "github.com/alexedwards/argon2id"

// Cheap is account.Options.Cost of tests that are not about passwords: nothing of it is good for a park, where a guess has to be dear.
var Cheap = &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
