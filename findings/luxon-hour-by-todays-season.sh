#!/usr/bin/env bash
# luxon 3.7.2.
# On 7 November 2027 clocks in New York are set back from 02:00 to 01:00, so they show 01:30 twice; in Havana they show midnight twice. Which of
# the two moments luxon means by such a text depends on the season in which it is asked: in July the first, in January the second, an hour later.
# Its manual promises neither; one would still expect the same text, day and zone to be one moment all year, and the first one, as in RFC 5545.
# Output seen:
#   asked in January: 2027-11-07T01:30:00.000-05:00 2027-11-07T00:00:00.000-05:00
#   asked in July: 2027-11-07T01:30:00.000-04:00 2027-11-07T00:00:00.000-04:00
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit luxon@3.7.2 >/dev/null
cat > ask.js <<'JS'
const { DateTime, Settings } = require('luxon');
for (const [month, today] of [['January', '2027-01-15T12:00:00Z'], ['July', '2027-07-15T12:00:00Z']]) {
  Settings.now = () => Date.parse(today);
  const meeting = DateTime.fromISO('2027-11-07T01:30', { zone: 'America/New_York' });
  const day = DateTime.fromISO('2027-11-07', { zone: 'America/Havana' });
  console.log(`asked in ${month}: ${meeting.toISO()} ${day.toISO()}`);
}
JS
seen=$(node ask.js)
echo "$seen"
[ "$seen" = $'asked in January: 2027-11-07T01:30:00.000-05:00 2027-11-07T00:00:00.000-05:00\nasked in July: 2027-11-07T01:30:00.000-04:00 2027-11-07T00:00:00.000-04:00' ]
