// Promises of churn: what is left of clients who come, read and leave, again and again?
import { afterwards } from '../../support/afterwards';
import { read, transports } from './support/clients';
import { type Federation, startFederation } from './support/federation';

const count = { query: 'subscription { petitionCount(id: "p1") { count petition { title libraries { name } } } }' };

describe.each(transports)('churn over %s', (transport) => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation();
  });
  afterAll(() => federation[Symbol.asyncDispose]());

  it.each([20, 200])('serves all of %i clients at once in each of 20 rounds, and keeps nothing of them', async (clients) => {
    for (let round = 0; round < 20; round++) {
      federation.world.bump();
      const readings = Array.from({ length: clients }, () => read(federation, transport, count));
      for (const reading of readings) afterwards(reading.stop);
      await Promise.all(readings.map((reading) => reading.count(federation.world.count)));
      for (const reading of readings) reading.stop();
      await federation.idle();
    }
  });
});
