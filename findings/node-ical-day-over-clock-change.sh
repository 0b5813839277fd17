#!/usr/bin/env bash
# node-ical 0.27.2 beside ical.js 2.2.1.
# An exhibition opens in Lisbon at 10:00 on the day before the clocks change and lasts P1D. Days of RFC 5545 are days of the calendar: it ends
# at 10:00 of the next day in Lisbon, which is 09:00 UTC. node-ical adds 24 hours and answers an end one hour late.
# Output seen: 2026-03-28T10:00:00.000Z 2026-03-29T10:00:00.000Z | 2026-03-29T10:00:00 in Lisbon
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit node-ical@0.27.2 ical.js@2.2.1 >/dev/null
cat > read.js <<'JS'
process.env.TZ = 'UTC';
const ical = require('node-ical');
const loaded = require('ical.js');
const ICAL = loaded.default ?? loaded;
const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', 'BEGIN:VEVENT', 'UID:1@library.example', 'DTSTAMP:20260101T000000Z'];
lines.push('DTSTART;TZID=Europe/Lisbon:20260328T100000', 'DURATION:P1D', 'END:VEVENT', 'END:VCALENDAR', '');
const event = ical.sync.parseICS(lines.join('\r\n'))['1@library.example'];
const local = new ICAL.Event(new ICAL.Component(ICAL.parse(lines.join('\r\n'))).getFirstSubcomponent('vevent'));
console.log(event.start.toISOString(), event.end.toISOString(), '|', String(local.endDate), 'in Lisbon');
JS
seen=$(node read.js)
echo "$seen"
[ "$seen" = '2026-03-28T10:00:00.000Z 2026-03-29T10:00:00.000Z | 2026-03-29T10:00:00 in Lisbon' ]
