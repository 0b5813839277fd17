#!/usr/bin/env bash
# ical-generator 9.0.0 writes, ical.js 2.2.1 reads.
# An event has a URL with a semicolon and a comma. RFC 5545 escapes both in values of the type TEXT only; a URL is of the type URI, which the
# generator itself says beside it. Still it escapes them, so that a reader that keeps to the RFC opens another address than the one given.
# Output seen: https://example.org/room\;quiet\,long
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
written.createEvent({ id: '1', start, stamp: start, url: 'https://example.org/room;quiet,long' });
const event = new ICAL.Component(ICAL.parse(written.toString())).getFirstSubcomponent('vevent');
console.log(event.getFirstPropertyValue('url'));
JS
seen=$(node read.js)
echo "$seen"
[ "$seen" = 'https://example.org/room\;quiet\,long' ]
