// Which supergraph is served, and what happens when its file changes?

import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { GatewayConfig } from '@apollo/gateway';
import type { Log } from '#kit/log';

const lookEveryMs = 500;

/**
 * The supergraph of a file, replaced while serving whenever the file changes. A file that can not be read or is no supergraph
 * is logged, and the one before goes on being served. (Polled: an editor, a volume and a deployment all replace files differently.)
 */
export function supergraphFromFile(file: string, log: Log) {
  return (async ({ update }) => {
    let served = await readFile(file, 'utf8');
    const reload = async () => {
      try {
        const content = await readFile(file, 'utf8');
        if (content === served) return;
        update(content);
        served = content;
        log.info({ file }, 'serving a new supergraph');
      } catch (err) {
        log.error({ err, file }, 'the new supergraph can not be served; the one before goes on');
      }
    };
    watchFile(file, { interval: lookEveryMs, persistent: false }, () => void reload());
    return { supergraphSdl: served, cleanup: async () => unwatchFile(file) };
  }) satisfies Extract<GatewayConfig, { supergraphSdl: unknown }>['supergraphSdl'];
}
