// At which address does a person on this machine find the gateway?
import type { StartSettings } from './config';

/** The one that is printed, and that links in mails lead to unless PUBLIC_URL says otherwise. */
export function gatewayUrl({ HOST, PORT }: Pick<StartSettings, 'HOST' | 'PORT'>): string {
  const host = HOST.includes(':') ? `[${HOST}]` : HOST.replace(/^0\.0\.0\.0$/, '127.0.0.1');
  return `http://${host}:${PORT}`;
}
