"""The tests that go on for as long as one likes, run with large numbers, their sums kept from run to run."""
