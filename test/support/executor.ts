// Which executor do the tests of this file run? Apollo's, unless the file is one of those in `test/gateway/compiled`.
import type { ExecutorName } from '#gateway/federation/executors';

/** Read by whatever starts a gateway for a test. */
export const underTest: { executor: ExecutorName } = { executor: 'apollo' };
