// Spanish: agreements to read and print, and calendars of meetings.
import type { sheets as english } from '../en/sheets';
import type { Messages } from '../speech';

export const sheets = {
  'sheet.title': 'Acuerdo de {one} y {other}',
  'sheet.heading': 'Acuerdo de bibliotecas hermanas',
  'sheet.standing':
    'Versión {version} · {standing, select, PROPOSED {Propuesta: se aplica cuando ambas la hayan aceptado} HELD {Aceptada por ambas} other {Aceptada por ambas, y sustituida después}}',
  'sheet.demo': 'Demostración: una de estas bibliotecas, o las dos, son inventadas.',
  'sheet.partners': 'Las bibliotecas',
  'sheet.terms': 'Lo que acuerdan',
  'sheet.form': 'Forma',
  'sheet.form.FORMAL': 'Formal, firmado por ambas',
  'sheet.form.INFORMAL': 'Informal',
  'sheet.activities': 'Actividades',
  'sheet.begins': 'Comienza',
  'sheet.begins.open': 'Cuando ambas lo hayan aceptado',
  'sheet.ends': 'Termina',
  'sheet.review': 'Revisión',
  'sheet.words': 'En sus palabras',
  'sheet.how': 'Cómo se acordó',
  'sheet.proposed': '{name} propuso esta versión y la aceptó: {moment} UTC.',
  'sheet.held': '{name} la aceptó: {moment} UTC.',
  'sheet.signatures': 'Firmas',
  'sheet.for': 'Por {name}',
  'sheet.place': 'Lugar y fecha',
  'sheet.position': 'Nombre y cargo',
  'sheet.signature': 'Firma',
  'sheet.foot': 'Hermanamiento {id}, versión {version}, a {moment} UTC.',
  'sheet.print': 'Para imprimir este acuerdo, use la función de imprimir de su navegador.',
  'sheet.none.title': 'No se encuentra el acuerdo',
  'sheet.none': 'Esta dirección no es válida, o ya no lo es',
  'sheet.none.text':
    'La dirección de un acuerdo funciona durante quince minutos. Vuelva a su hermanamiento y abra el acuerdo desde allí otra vez.',
  'calendar.name': 'Bibliotecas hermanas',
  'calendar.topic': '{name}: {topic}',
  'calendar.meeting': 'Reunión con {name}',
  'calendar.review': 'Revisar el acuerdo con {name}',
} satisfies Messages<typeof english>;
