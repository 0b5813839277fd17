// Spanish: the front page.
import type { front as english } from '../en/front';
import type { Messages } from '../speech';

export const front = {
  'front.title': 'Bibliotecas unidas',
  'front.lead':
    'Shelfbridge une a bibliotecas por encima de las fronteras y cuenta, con exactitud y en el momento, a las personas que piden a las editoriales libros electrónicos en condiciones justas.',
  'front.petitions': 'Peticiones que puede firmar',
  'front.petitions.none': 'En este momento no hay ninguna petición abierta.',
  'front.petitions.all': 'Ver todas las peticiones',
  'front.petitions.failed': 'Las peticiones no se pueden mostrar en este momento. Vuelva dentro de un minuto, por favor.',
  'front.spark': 'Firmas de cada uno de los últimos 14 días',
  'front.watch': 'Condiciones de las editoriales',
  'front.watch.failed': 'Las condiciones no se pueden mostrar en este momento. Vuelva dentro de un minuto, por favor.',
  'front.watch.some':
    'En Estados Unidos {count, plural, one {una editorial hace} other {# editoriales hacen}} esperar hoy a las bibliotecas por los libros electrónicos nuevos, según nuestras fuentes: {names}.',
  'front.watch.since': '{name} (desde hace {about, select, yes {unos } other {}}{days, plural, one {# día} other {# días}})',
  'front.watch.empty': 'Todavía no constan condiciones para Estados Unidos.',
  'front.watch.none':
    'En Estados Unidos ninguna editorial hace esperar hoy a las bibliotecas por los libros electrónicos nuevos, según nuestras fuentes.',
  'front.watch.last': 'El último embargo de este tipo, de {name}, terminó {when}.',
  'front.watch.all': 'Quién tuvo un embargo y durante cuánto tiempo',
  'front.changes': 'Los últimos cambios',
  'front.changes.all': 'Todas las condiciones desde 2011',
  'front.pairs': 'Bibliotecas hermanas',
  'front.pairs.map': 'Mapa del mundo: bibliotecas hermanas, unidas por líneas.',
  'front.pairs.pair': '{one} y {other}',
  'front.pairs.count':
    '{count, plural, =0 {Todavía no consta ninguna pareja de bibliotecas hermanas.} one {Una pareja de bibliotecas hermanas trabaja junta.} other {# parejas de bibliotecas hermanas trabajan juntas.}}',
  'front.pairs.all': 'Verlas todas',
  'front.story': 'De un hermanamiento',
  'front.said': 'Quién se ha pronunciado y quién calla',
  'front.sisters': 'Bibliotecas que buscan hermana',
  'front.sisters.some':
    '{count, plural, =0 {En este momento ninguna biblioteca busca hermana en otro país.} one {# biblioteca busca hermana en otro país:} other {# bibliotecas buscan hermana en otro país, entre ellas:}}',
  'front.sisters.failed': 'La lista no se puede mostrar en este momento. Vuelva dentro de un minuto, por favor.',
  'front.sisters.add': 'Añadir su biblioteca',
  'front.sisters.all': 'Verlas todas',
  'front.data': 'Para analistas y programas',
  'front.data.policies': '<link>Qué permiten prestar las editoriales a las bibliotecas, desde 2011</link> (CSV)',
  'front.data.feed': '<link>Cambios de estas condiciones, como canal de noticias</link> (Atom)',
  'front.data.graph': 'Todo lo demás, y recuentos en vivo: el punto de acceso GraphQL <code>/graphql</code>',
} satisfies Messages<typeof english>;
