// Each test has a database and folders of its own: a class whose rows take minutes need not be gone through row by row at the end.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All)]
