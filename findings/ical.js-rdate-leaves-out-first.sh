#!/usr/bin/env bash
# ical.js 2.2.1.
# A meeting has its first date by DTSTART and two more by RDATE. RFC 5545 counts DTSTART as the first date of the whole set (as ical.js itself
# does where a rule repeats the meeting). Where there are only RDATEs, its iterator leaves the first date out.
# Output seen: 2026-01-12T10:00:00Z 2026-01-19T10:00:00Z undefined
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit ical.js@2.2.1 >/dev/null
cat > read.js <<'JS'
const loaded = require('ical.js');
const ICAL = loaded.default ?? loaded;
const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', 'BEGIN:VEVENT', 'UID:1@library.example', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260105T100000Z'];
lines.push('DTEND:20260105T110000Z', 'SUMMARY:Sisters', 'RDATE:20260112T100000Z,20260119T100000Z', 'END:VEVENT', 'END:VCALENDAR', '');
const event = new ICAL.Event(new ICAL.Component(ICAL.parse(lines.join('\r\n'))).getFirstSubcomponent('vevent'));
const dates = event.iterator();
console.log([dates.next(), dates.next(), dates.next()].map(String).join(' '));
JS
seen=$(node read.js)
echo "$seen"
[ "$seen" = '2026-01-12T10:00:00Z 2026-01-19T10:00:00Z undefined' ]
