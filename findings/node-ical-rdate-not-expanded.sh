#!/usr/bin/env bash
# node-ical 0.27.2.
# A meeting has its first date and two more by RDATE, which RFC 5545 adds to the dates of the meeting. The text of RDATE is kept on the event,
# but expandRecurringEvent, which is there to tell all dates (and minds RRULE, EXDATE and changed occurrences), answers the first one only.
# Output seen: 2026-01-05T10:00:00.000Z | 20260112T100000Z,20260119T100000Z
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit node-ical@0.27.2 >/dev/null
cat > read.js <<'JS'
const ical = require('node-ical');
const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', 'BEGIN:VEVENT', 'UID:1@library.example', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260105T100000Z'];
lines.push('DTEND:20260105T110000Z', 'SUMMARY:Sisters', 'RDATE:20260112T100000Z,20260119T100000Z', 'END:VEVENT', 'END:VCALENDAR', '');
const event = ical.sync.parseICS(lines.join('\r\n'))['1@library.example'];
const dates = ical.expandRecurringEvent(event, { from: new Date('2026-01-01'), to: new Date('2026-12-31') });
console.log(dates.map(({ start }) => start.toISOString()).join(' '), '|', event.rdate);
JS
seen=$(node read.js)
echo "$seen"
[ "$seen" = '2026-01-05T10:00:00.000Z | 20260112T100000Z,20260119T100000Z' ]
