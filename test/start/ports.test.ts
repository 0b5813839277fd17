// Is everything in the way named, with the setting that gets around it?
import { once } from 'node:events';
import { createServer } from 'node:net';
import { conflicts, freePort } from '#start/ports';

const local = { setting: 'PORT', host: '127.0.0.1' } as const;

describe('conflicts', () => {
  it('finds none where nothing listens', async () => {
    expect(await conflicts([{ ...local, port: await freePort() }], null, () => {})).toEqual([]);
  });

  it('names a port that is in use', async () => {
    const port = await freePort();
    const stranger = createServer().listen(port, '127.0.0.1');
    await once(stranger, 'listening');
    expect(await conflicts([{ ...local, port }], null, () => {})).toEqual([
      `Port ${port} on 127.0.0.1 is in use: stop the program that listens there, or set PORT to a free port.`,
    ]);
    stranger.close();
  });

  it('names an address that this machine does not have', async () => {
    expect(await conflicts([{ ...local, host: '192.0.2.1', port: 4000 }], null, () => {})).toEqual([
      'Port 4000 on 192.0.2.1 cannot be used (EADDRNOTAVAIL): set PORT or HOST to another value.',
    ]);
  });
});
