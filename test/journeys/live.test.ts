// A dashboard follows a petition while people sign, over each transport, with the clients that dashboards use.
import { countOf, type Reading, read, transports } from '../gateway/live/support/clients';
import { dataOf, operation } from '../support/graphql';
import { Federation } from './federation';

let shelfbridge: Federation;
const readings: Reading[] = [];

beforeAll(async () => {
  shelfbridge = await Federation.start();
}, 90_000);
afterAll(async () => {
  for (const reading of readings) reading.stop();
  await shelfbridge?.stop();
});

let signers = 0;
async function sign(): Promise<number> {
  const input = { petitionId: 'fair-ebook-terms', name: 'Reader', email: `reader${signers++}@library.example`, country: 'FI' };
  return dataOf(await shelfbridge.ask(operation('SignPetition'), { input })).signPetition.petition.signatureCount;
}

function follow(transport: (typeof transports)[number]): Reading {
  const address = { url: shelfbridge.url, webSocketUrl: shelfbridge.url.replace('http', 'ws') };
  const reading = read(address, transport, { query: operation('LivePetition'), variables: { id: 'fair-ebook-terms' } });
  readings.push(reading);
  return reading;
}

describe.each(transports)('following a petition over %s', (transport) => {
  it('shows the present count at once, with the names of the libraries and their sisters, and then each change', async () => {
    const before = await sign();
    const reading = follow(transport);
    const first = await reading.frame(1);
    expect(countOf(first)).toBe(before);
    const sisters = [expect.objectContaining({ name: 'Chicago Demonstration Library' })];
    const library = { id: 'demo-helsinki-fi', name: 'Helsinki Demonstration Library', sisters };
    expect(first.data).toMatchObject({
      petitionCount: {
        petition: {
          title: 'Fair ebook terms for every library',
          endorsements: {
            nodes: expect.arrayContaining([expect.objectContaining({ library: expect.objectContaining(library) })]),
          },
        },
      },
    });
    await reading.count(await sign());
    reading.stop();
  });
});

describe('many readers of one petition', () => {
  it('all end on the exact count, whichever client they use', async () => {
    const all = Array.from({ length: 12 }, (_, i) => follow(transports[i % 3] as (typeof transports)[number]));
    await Promise.all(all.map((reading) => reading.frame(1)));
    const last = Math.max(...(await Promise.all(Array.from({ length: 60 }, sign))));
    await Promise.all(all.map((reading) => reading.count(last)));
  });
});
