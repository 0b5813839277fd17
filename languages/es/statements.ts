// Spanish: what organizations said, who was asked, who answered, who is silent, and boycotts.
import type { statements as english } from '../en/statements';
import type { Messages } from '../speech';

export const statements = {
  'statements.title': 'Quién se ha pronunciado',
  'statements.lead':
    'Qué han dicho las organizaciones de bibliotecas sobre las condiciones de las editoriales: quién se ha pronunciado, a quién se le pidió, quién respondió y quién calla, según nuestras fuentes.',
  'statements.failed': 'Las declaraciones no se pueden mostrar en este momento. Vuelva dentro de un minuto, por favor.',
  'statements.list': 'Declaraciones',
  'statements.search': 'Declaraciones',
  'statements.stance': 'Qué dice',
  'statements.stance.any': 'Cualquier cosa',
  'statements.stance.OPPOSES': 'En contra',
  'statements.stance.CONCERNED': 'Con preocupación',
  'statements.stance.BOYCOTTS': 'Deja de comprar',
  'statements.stance.CALL_TO_RESPOND': 'Pide a otros que se pronuncien',
  'statements.stance.SUPPORTS_CAMPAIGN': 'A favor de una campaña',
  'statements.stance.SUPPORTS_MODEL': 'A favor de un modelo de licencia',
  'statements.stance.WELCOMES': 'Celebra un cambio',
  'statements.kind': 'Quién habla',
  'statements.kind.any': 'Cualquiera',
  'statements.kind.ASSOCIATION': 'Asociaciones',
  'statements.kind.STATE_CHAPTER': 'Secciones estatales',
  'statements.kind.CONSORTIUM': 'Consorcios',
  'statements.kind.COALITION': 'Coaliciones',
  'statements.kind.LIBRARY': 'Bibliotecas',
  'statements.kind.LIBRARY_BOARD': 'Patronatos de bibliotecas',
  'statements.kind.LOCAL_GOVERNMENT': 'Ciudades y condados',
  'statements.country': 'País',
  'statements.anywhere': 'En cualquier lugar',
  'statements.press': 'Buscar',
  'statements.found': '{count, plural, one {# declaración.} other {# declaraciones.}}',
  'statements.none': 'No se ha encontrado ninguna declaración. Pida cualquier cosa, de cualquiera, en cualquier lugar.',
  'statements.yet': 'Todavía no consta ninguna declaración.',
  'statements.narrowed': 'Solo se muestran declaraciones sobre algunas condiciones. <link>Mostrar todas las declaraciones</link>',
  'statements.undated': 'día desconocido',
  'statements.about': 'Sobre:',
  'statements.sure':
    '{confidence, select, HIGH {} MEDIUM {Nuestras fuentes son aceptables.} LOW {Nuestras fuentes son débiles.} DEMO {Un ejemplo.} other {}}',
  'calls.title': 'A quién se le pidió, y quién respondió',
  'calls.asked': '{who} lo pidió {when}:',
  'calls.asked.undated': '{who} lo pidió; no se sabe qué día:',
  'calls.state.ANSWERED': '{count, plural, one {Una respondió} other {# respondieron}}',
  'calls.state.SPOKE_BEFORE': '{count, plural, one {Una se había pronunciado antes} other {# se habían pronunciado antes}}',
  'calls.state.ANSWERED_UNDATED':
    '{count, plural, one {Una se pronunció, antes o después} other {# se pronunciaron, antes o después}}',
  'calls.state.SILENT': '{count, plural, one {Una calla} other {# callan}}',
  'calls.silent':
    'Calla quien no tiene ninguna declaración en nuestras fuentes. Eso no demuestra que no la haya: si conoce alguna, dígaselo a quienes gestionan este sitio, y quien edita los datos la anotará.',
  'calls.none': 'No consta ningún llamamiento a pronunciarse.',
  'boycotts.title': 'Boicots',
  'boycotts.none': 'No consta ningún boicot.',
  'boycotts.by': 'Coordinado por {coordinator}, contra <publisher></publisher>.',
  'boycotts.span': 'Del {from} al {to}.',
  'boycotts.noEnd': 'Desde el {from}; no se ha encontrado un final.',
  'boycotts.metric':
    '{metric, select, SIGNATURES {{signed} firmas} SYSTEMS {{signed} redes de bibliotecas} SYSTEMS_WASHINGTON {{signed} redes de bibliotecas de Washington} LIBRARIES {{signed} bibliotecas} LOCATIONS {{signed} sedes} STATES {{signed} estados} POPULATION_SERVED {{signed} personas atendidas} other {{signed}}}, {day}',
} satisfies Messages<typeof english>;
