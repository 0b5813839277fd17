// Spanish: embargoes, and each publisher with its history.
import type { publishers as english } from '../en/publishers';
import type { Messages } from '../speech';

export const publishers = {
  'embargoes.title': 'Quién negó libros electrónicos nuevos a las bibliotecas',
  'embargoes.lead':
    'Embargos sobre títulos nuevos: quién tuvo uno, cuándo y durante cuánto tiempo. Solo hechos; nadie puede calcular si otras editoriales harán lo mismo.',
  'embargoes.now':
    '{count, plural, =0 {Ningún embargo estaba en vigor el {day}, que se sepa.} one {Un embargo estaba en vigor el {day}, que se sepa.} other {# embargos estaban en vigor el {day}, que se sepa.}}',
  'embargoes.all': 'Todos los embargos hasta el {day}',
  'embargoes.none':
    '{where, select, none {No} other {{where}: no}} consta ningún embargo sobre {kind, select, EBOOK {libros electrónicos nuevos} AUDIOBOOK {audiolibros nuevos} other {títulos nuevos}} hasta el {day}.',
  'embargoes.elsewhere': 'Consta en otros países:',
  'embargoes.failed': 'Los embargos no se pueden mostrar en este momento. Inténtelo de nuevo dentro de un minuto, por favor.',
  'embargoes.lasted': 'Duró',
  'embargoes.days': '{about, select, yes {unos } other {}}{days, plural, one {# día} other {# días}}',
  'embargoes.soFar': '{about, select, yes {unos } other {}}{days, plural, one {# día} other {# días}} hasta ahora',
  'embargoes.open':
    '{about, select, yes {unos } other {}}{days, plural, one {# día} other {# días}}, si sigue en vigor: no se encontró un final',
  'embargoes.unknown': 'se desconoce',
  'publishers.title': 'Editoriales',
  'publishers.lead': 'Aquellas cuyas condiciones para bibliotecas constan, con sus sellos.',
  'publishers.description':
    'Qué pueden licenciar las bibliotecas de {name} en libros electrónicos y audiolibros: condiciones, precios y embargos, con sus fuentes.',
  'publishers.failed': 'Las editoriales no se pueden mostrar en este momento. Inténtelo de nuevo dentro de un minuto, por favor.',
  'publishers.kind':
    '{kind, select, IMPRINT {sello} PREDECESSOR {integrada en su casa} ACQUIRED {comprada por su casa} AFFILIATE {empresa de su grupo} BRANCH {su casa en otro país} AGGREGATOR {ofrece títulos de varias casas} other {editorial}}',
  'publishers.of': '{kind} de {parent}',
  'publishers.alias': 'También llamada {names}.',
  'publishers.family': 'Van juntas',
  'publishers.history': 'Sus condiciones en el tiempo',
  'publishers.policies': 'Todas las condiciones, con sus fuentes',
  'publishers.list.none': 'Todavía no consta ninguna editorial.',
  'publishers.none': 'No constan condiciones propias. Un sello sigue a su editorial.',
  'publishers.proposed': 'Propuesto, y nunca en vigor.',
  'publishers.announced': 'Anunciado: {day}.',
  'publishers.grandfathering': 'Licencias compradas antes: <text></text>',
  'publishers.note': 'Nota: <text></text>',
  'publishers.corrected': 'Corregido el {day}: <text></text>',
  'publishers.options': 'O bien: {terms}.',
  'publishers.petitions': 'Peticiones sobre ello:',
  'publishers.compare': 'Comparar sus condiciones con las de otras',
  'publishers.csv': 'Todas las versiones de sus condiciones en una tabla (CSV)',
} satisfies Messages<typeof english>;
