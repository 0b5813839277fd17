#!/usr/bin/env bash
# node-ical 0.27.2.
# RFC 5545 puts a parameter with a semicolon, a colon or a comma in double quotes. Names with a comma or a colon are read whole; a semicolon
# ends the name in spite of the quotes, what follows is lost, and the opening quote stays as part of the name.
# Output seen: "Reader, Ann | Desk: Accra
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit node-ical@0.27.2 >/dev/null
cat > read.js <<'JS'
const ical = require('node-ical');
const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', 'BEGIN:VEVENT', 'UID:1@library.example', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260105T100000Z'];
lines.push('ORGANIZER;CN="Reader, Ann; Lisbon":mailto:ann@library.example', 'ATTENDEE;CN="Desk: Accra":mailto:desk@library.example', 'END:VEVENT', 'END:VCALENDAR', '');
const event = ical.sync.parseICS(lines.join('\r\n'))['1@library.example'];
console.log(event.organizer.params.CN, '|', event.attendee.params.CN);
JS
seen=$(node read.js)
echo "$seen"
[ "$seen" = '"Reader, Ann | Desk: Accra' ]
