#!/usr/bin/env bash
# ical.js 2.2.1 beside rrule-temporal 2.2.8.
# Two yearly rules that RFC 5545 prints as examples: the 20th Monday of the year (BYDAY=20MO, from 19 May 1997 on) and Monday of week 20
# (BYWEEKNO=20;BYDAY=MO, from 12 May 1997 on). The RFC lists one day of each year. ical.js reads both without an error and answers every Monday,
# week after week; of the second rule it also leaves out the first date.
# Output seen:
#   20th Monday: 1997-05-19 1998-05-18 1999-05-17, ical.js: 1997-05-19 1997-05-26 1997-06-02
#   Monday of week 20: 1997-05-12 1998-05-11 1999-05-17, ical.js: 1997-05-19 1997-05-26 1997-06-02
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit ical.js@2.2.1 rrule-temporal@2.2.8 >/dev/null
cat > repeat.js <<'JS'
const loaded = require('ical.js');
const ICAL = loaded.default ?? loaded;
const { RRuleTemporal } = require('rrule-temporal');
const byIcal = (first, rule) => {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(`${first}T09:00:00Z`));
  return Array.from({ length: 3 }, () => iterator.next()?.toString().slice(0, 10)).join(' ');
};
const byOther = (first, rule) => {
  const rruleString = `DTSTART:${first.replaceAll('-', '')}T090000Z\nRRULE:${rule};COUNT=3`;
  return new RRuleTemporal({ rruleString }).all().map((each) => each.toString().slice(0, 10)).join(' ');
};
for (const [name, first, rule] of [['20th Monday', '1997-05-19', 'FREQ=YEARLY;BYDAY=20MO'], ['Monday of week 20', '1997-05-12', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO']])
  console.log(`${name}: ${byOther(first, rule)}, ical.js: ${byIcal(first, rule)}`);
JS
seen=$(node repeat.js)
echo "$seen"
[ "$seen" = '20th Monday: 1997-05-19 1998-05-18 1999-05-17, ical.js: 1997-05-19 1997-05-26 1997-06-02
Monday of week 20: 1997-05-12 1998-05-11 1999-05-17, ical.js: 1997-05-19 1997-05-26 1997-06-02' ]
