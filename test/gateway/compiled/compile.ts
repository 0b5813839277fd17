// Imported before a suite, it runs that suite on compiled plans.
import { underTest } from '../../support/executor';

underTest.executor = 'compiled';
