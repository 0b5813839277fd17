#!/usr/bin/env bash
# @nats-io/transport-node 3.4.0 (with @nats-io/nats-core 3.4.0) and nats-server 2.9.10 (Debian 12).
# What is published while the server is away is kept in memory at first, no error is thrown, and at the next connection it is thrown away:
# a later flush() succeeds, and a subscriber that was connected again before it receives nothing of it. So a publisher that needs to know
# has to look whether it is connected, and to wait for flush() after each message.
# Output seen:
#   published while away: 3, errors: 0
#   flush after the reconnect: done
#   received: after
set -euo pipefail
command -v nats-server >/dev/null || { echo "nats-server is needed: apt-get install nats-server" >&2; exit 1; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm pkg set 'overrides.@nats-io/nuid=2.0.3' >/dev/null
npm install --silent --no-fund --no-audit @nats-io/transport-node@3.4.0 >/dev/null
cat > try.js <<'JS'
const { connect } = require('@nats-io/transport-node');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { createServer } = require('node:net');
const type = async (connection, wanted) => { for await (const { type } of connection.status()) if (type === wanted) return; };
(async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address();
  await new Promise((resolve) => free.close(resolve));
  const start = async () => {
    const server = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    while (!said.includes('Server is ready')) said += String((await once(server.stderr, 'data'))[0]);
    server.stderr.resume();
    return server;
  };
  let server = await start();
  const options = { servers: `127.0.0.1:${port}`, maxReconnectAttempts: -1, reconnectTimeWait: 100 };
  const [publisher, subscriber] = [await connect(options), await connect(options)];
  const received = [];
  subscriber.subscribe('a', { callback: (_error, message) => received.push(message.string()) });
  await subscriber.flush();
  const away = [publisher, subscriber].map((each) => type(each, 'disconnect'));
  server.kill('SIGKILL');
  await Promise.all(away);
  let errors = 0;
  for (const text of ['one', 'two', 'three']) try { publisher.publish('a', text); } catch { errors++; }
  console.log(`published while away: 3, errors: ${errors}`);
  const back = [publisher, subscriber].map((each) => type(each, 'reconnect'));
  server = await start();
  await Promise.all(back);
  await subscriber.flush();
  await publisher.flush();
  console.log('flush after the reconnect: done');
  publisher.publish('a', 'after');
  await publisher.flush();
  await subscriber.flush();
  console.log(`received: ${received.join(', ')}`);
  await publisher.close();
  await subscriber.close();
  server.kill('SIGKILL');
})();
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = $'published while away: 3, errors: 0\nflush after the reconnect: done\nreceived: after' ]
