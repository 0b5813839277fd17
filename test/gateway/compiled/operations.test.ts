// Promises of: everything that the suite imported here promises, executed by compiled plans.
import './compile';
import '../operations.test';
