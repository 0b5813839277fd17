// Reads the migrations of a subgraph: numbered SQL files, each with the statements that undo it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { projectFile } from '../words/projectFile';

/** A file name: 13 digits that order the migrations, and a word. The database knows it as word and digits, `Sources1700000000000`. */
const fileName = /^(\d{13})-([A-Z]\w*)\.sql$/;
/** The first line: the date on which the migration was made, and what it is about. */
const firstLine = /^-- \d{4}-\d{2}-\d{2}\. \S/;
const undoLine = /^-- Undo\n/m;

/**
 * The migrations in a folder of the project, such as `services/advocacy/migrations`, in order, as TypeORM takes them.
 * Each file runs in a transaction of its own. A file that has reached other people's databases is never changed: add another one.
 * @throws Error when a file has the wrong name or form
 */
export function migrationsIn(folder: string): (new () => MigrationInterface)[] {
  const path = projectFile(...folder.split('/'));
  return readdirSync(path)
    .sort()
    .map((file) => migrationOf(file, readFileSync(join(path, file), 'utf8')));
}

/** @throws Error when the file has the wrong name or form */
export function migrationOf(file: string, text: string): new () => MigrationInterface {
  const [, digits, word] = fileName.exec(file) ?? [];
  if (!digits) throw new Error(`The migration ${file} must have a name like 1700000013000-Sources.sql.`);
  if (!firstLine.test(text))
    throw new Error(`The first line of the migration ${file} must be its date and its subject, as in "-- 2026-11-23. Sources."`);
  const [statements, undo, ...more] = text.split(undoLine);
  if (!statements || !undo || more.length > 0)
    throw new Error(`The migration ${file} must have one line "-- Undo", followed by the statements that undo it.`);
  return class {
    readonly name = `${word}${digits}`;
    async up(queries: QueryRunner): Promise<void> {
      await queries.query(statements);
    }
    async down(queries: QueryRunner): Promise<void> {
      await queries.query(undo);
    }
  };
}
