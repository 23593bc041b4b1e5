/**
 * One device, one archive 一设一档: append-only entries with typed fields. What is appended is checked against its kind,
 * indexed by value, recorded in the ledger as a salted digest and projected onto the device's row, so that a scan reads the
 * current entry of every kind with the device itself. Nothing is overwritten: a correction is a later entry that supersedes
 * an earlier one, and what was known on a day stays answerable.
 */
package org.teshema.engine.archive;
