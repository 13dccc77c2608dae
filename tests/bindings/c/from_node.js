// A desk from Node: opens a ticket, sees its events, and is refused what does not exist.
'use strict';
const assert = require('assert');
const fs = require('fs');

const [addon, policy] = process.argv.slice(2);
const waypost = require(addon);

function varint(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push(value % 128 + 128);
  return Buffer.from([...bytes, value]);
}
const bytes = (field, content) =>
    Buffer.concat([varint(field * 8 + 2), varint(content.length), Buffer.from(content)]);
const number = (field, value) => Buffer.concat([varint(field * 8), varint(value)]);

const file = Buffer.concat([bytes(1, 'desk.textproto'), bytes(2, fs.readFileSync(policy))]);
const desk = waypost.open(bytes(1, bytes(1, file)));

const ticket = Buffer.concat([bytes(1, 'T1'), bytes(12, 'my account was hacked')]);
const timed = Buffer.concat([number(1, 1000), bytes(2, bytes(10, ticket))]);
const events = waypost.call(desk, 'apply', bytes(1, timed));
assert(events.includes('T1'));
assert(waypost.call(desk, 'get_ticket', bytes(1, 'T1')).includes('T1'));
assert.throws(() => waypost.call(desk, 'get_ticket', bytes(1, 'T9')), /refused/);
assert.throws(() => waypost.open(Buffer.from([255])), /refused/);
assert.strictEqual(waypost.close(desk), 0);
assert.notStrictEqual(waypost.close(desk), 0);
