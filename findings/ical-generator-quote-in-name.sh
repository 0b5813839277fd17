#!/usr/bin/env bash
# ical-generator 9.0.0 writes, ical.js 2.2.1 reads.
# An organizer's name holds a nickname in double quotes. Parameters of iCalendar know no backslash: RFC 6868 writes such a quote as ^'.
# The generator writes \" inside a quoted parameter, so that the value ends there for a reader that keeps to the RFC: half of the name is lost.
# Output seen: Ann \
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit ical-generator@9.0.0 ical.js@2.2.1 >/dev/null
cat > read.js <<'JS'
const { default: calendar } = require('ical-generator');
const loaded = require('ical.js');
const ICAL = loaded.default ?? loaded;
const written = calendar();
const start = new Date('2026-01-05T10:00:00Z');
written.createEvent({ id: '1', start, stamp: start, organizer: { name: 'Ann "Books" Reader', email: 'ann@library.example' } });
const event = new ICAL.Component(ICAL.parse(written.toString())).getFirstSubcomponent('vevent');
console.log(event.getFirstProperty('organizer').getParameter('cn'));
JS
seen=$(node read.js)
echo "$seen"
[ "$seen" = 'Ann \' ]
