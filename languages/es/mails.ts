// Spanish: what mails say.
import type { mails as english } from '../en/mails';
import type { Messages } from '../speech';

export const mails = {
  'mail.why':
    'Recibe este correo porque alguien escribió su dirección en una petición. Si no fue usted, no haga caso de este correo y no pasará nada.',
  'mail.erase': 'Borrar todo',
  'mail.erase.what': '«Borrar todo» es para todo lo que guardamos de esta dirección, en esta petición y en todas las demás.',
  'mail.confirm.subject': 'Confirme su firma, por favor: {title}',
  'mail.confirm.signed': 'Alguien firmó la petición «{title}» con esta dirección.',
  'mail.confirm.how':
    'Si fue usted, abra el enlace, lea lo que contará y pulse el botón. Solo entonces cuenta su firma. El enlace funciona una vez, durante {days, plural, one {# día} other {# días}}.',
  'mail.confirm.closes':
    'Si fue usted, abra el enlace, lea lo que contará y pulse el botón. Solo entonces cuenta su firma. La petición termina pronto: el enlace funciona una vez, y no después del {day}.',
  'mail.confirm.press': 'Confirmar mi firma',
  'mail.links.subject': 'Su firma: {title}',
  'mail.links.counts': 'Esta dirección ha firmado la petición «{title}». La firma cuenta, y no tiene que hacer nada más.',
  'mail.links.struck':
    'Esta dirección ha firmado la petición «{title}», y quienes la organizan anularon la firma por abuso. Ahora no cuenta, y firmar de nuevo no lo cambia. Si firmó usted, escriba a quienes la organizan, que pueden restablecerla.',
  'mail.links.household':
    'Cada dirección cuenta una vez. Si otra persona de su casa también quiere firmar, puede hacerlo con una dirección propia, o en una hoja de papel de quienes organizan la petición, donde una línea no necesita dirección.',
  'mail.links.withdraw':
    'Para retirar su firma, abra el enlace. Funciona una vez, durante {days, plural, one {# día} other {# días}}.',
  'mail.links.press': 'Retirar mi firma',
  'mail.remind.subject': 'Sin confirmar todavía: {title}',
  'mail.remind.signed': 'Alguien firmó la petición «{title}» con esta dirección y no lo ha confirmado. Todavía no cuenta.',
  'mail.remind.how':
    'Si fue usted, abra el enlace, lea lo que contará y pulse el botón. Dentro de {days, plural, one {# día} other {# días}} olvidaremos lo que se escribió.',
  'mail.remind.closes':
    'Si fue usted, abra el enlace, lea lo que contará y pulse el botón. La petición termina pronto: el {day} es el último día en que puede hacerlo.',
  'mail.remind.only':
    'Este es el único recordatorio. Si no fue usted, no haga caso de este correo, o ponga fin a los correos sobre esta petición con el último enlace.',
  'mail.remind.stop': 'No recibir más correos sobre esto',
  'mail.news.see': 'Ver la petición',
  'mail.news.why': 'Firmó la petición «{title}» y pidió novedades sobre ella. Su firma cuenta con novedades o sin ellas.',
  'mail.news.stop': 'No recibir más novedades de esta petición',

  'mail.listing.why':
    'Recibe este correo porque esta dirección se dio como contacto de un anuncio de bibliotecas que buscan hermana.',
  'mail.listing.unnamed': 'su biblioteca',
  'mail.listing.stop': 'No recibir más recordatorios sobre este anuncio',
  'mail.listing.manage': 'Renovar o retirar el anuncio',
  'mail.listing.submitted': 'Confirme su anuncio, por favor',
  'mail.listing.submitted.who':
    'Alguien nos ha pedido incluir a {name} entre las bibliotecas que buscan una biblioteca hermana, y ha dado su nombre como contacto.',
  'mail.listing.submitted.how':
    'Si está de acuerdo, abra este enlace en un plazo de {days, plural, one {# día} other {# días}} y confirme el anuncio. Si no, no haga caso de este correo: entonces borraremos la solicitud.',
  'mail.listing.submitted.press': 'Confirmar el anuncio',
  'mail.listing.published': '{name} ya está en la lista',
  'mail.listing.published.until':
    'El comité ha publicado el anuncio de {name}. Permanece en la lista hasta el {end}, salvo que lo renueve o lo retire.',
  'mail.listing.declined': 'El anuncio de {name} no se ha publicado',
  'mail.listing.declined.why': 'El comité ha decidido no publicar el anuncio de {name}. Ha escrito:',
  'mail.listing.takenDown': 'El anuncio de {name} se ha quitado de la lista',
  'mail.listing.takenDown.why': 'El comité ha quitado de la lista el anuncio de {name}. Ha escrito:',
  'mail.listing.ends': 'El anuncio de {name} termina el {end}',
  'mail.listing.ends.renew':
    '¿Sigue buscando {name} una biblioteca hermana? Su anuncio termina el {end}. Puede renovarlo por doce meses.',
  'mail.listing.ended': 'El anuncio de {name} ha terminado',
  'mail.listing.ended.renew': 'El anuncio de {name} no se renovó, así que ya no está en la lista. Todavía puede renovarlo.',
  'mail.listing.ended.press': 'Renovar el anuncio',

  'mail.committee.waits': 'Un anuncio espera revisión: {name}',
  'mail.committee.waits.text':
    '{name} quiere aparecer entre las bibliotecas que buscan hermana. Su contacto ha confirmado la solicitud.',
  'mail.committee.review': 'Revisar el anuncio',
  'mail.committee.why': 'Recibe este correo porque esta dirección pertenece al Comité de Bibliotecas Hermanas.',

  'mail.partnership.open': 'Abrir el hermanamiento',
  'mail.partnership.why': 'Recibe este correo porque es el contacto de {us} en el programa de bibliotecas hermanas.',
  'mail.partnership.PROPOSED': '{them} le propone un hermanamiento',
  'mail.partnership.PROPOSED.text':
    '{them} propone un hermanamiento a {us}. Inicie sesión para leer su mensaje y las condiciones, y para responder.',
  'mail.partnership.ACCEPTED': '{them} ha aceptado su propuesta',
  'mail.partnership.ACCEPTED.text':
    '{us} y {them} son ya bibliotecas hermanas. Si {them} cambió las condiciones, esperan su acuerdo.',
  'mail.partnership.DECLINED': '{them} ha rechazado su propuesta',
  'mail.partnership.DECLINED.text': '{them} ha rechazado el hermanamiento que propuso {us}. Inicie sesión para leer por qué.',
  'mail.partnership.WITHDRAWN': '{them} ha retirado su propuesta',
  'mail.partnership.WITHDRAWN.text': '{them} ya no propone un hermanamiento a {us}. No tiene que hacer nada.',
  'mail.partnership.TERMS_PROPOSED': '{them} propone condiciones nuevas',
  'mail.partnership.TERMS_PROPOSED.text':
    '{them} propone una versión nueva de su acuerdo con {us}. La versión actual se aplica hasta que usted la acepte.',
  'mail.partnership.TERMS_AGREED': '{them} ha aceptado las condiciones',
  'mail.partnership.TERMS_AGREED.text':
    '{them} ha aceptado la versión más reciente de su acuerdo con {us}. Esa versión se aplica desde ahora.',
  'mail.partnership.PAUSED': '{them} ha puesto en pausa su hermanamiento',
  'mail.partnership.PAUSED.text': 'El hermanamiento de {us} y {them} está en pausa. Cualquiera de las dos puede reanudarlo.',
  'mail.partnership.RESUMED': '{them} ha reanudado su hermanamiento',
  'mail.partnership.RESUMED.text': 'El hermanamiento de {us} y {them} vuelve a estar activo.',
  'mail.partnership.ENDED': '{them} ha terminado su hermanamiento',
  'mail.partnership.ENDED.text':
    '{them} ha terminado su hermanamiento con {us}. Cualquiera de las dos puede proponer otro más adelante.',
  'mail.partnership.SILENT': '¿Es hora de escribir a {them}?',
  'mail.partnership.SILENT.text':
    '{us} y {them} acordaron estar en contacto más a menudo de lo que muestra su diario. Basta un mensaje breve para empezar de nuevo. Si estuvieron en contacto, añádalo al diario, por favor.',
  'mail.partnership.REVIEW_DUE': 'Es hora de revisar su acuerdo con {them}',
  'mail.partnership.REVIEW_DUE.text': '{us} y {them} acordaron volver a examinar su acuerdo el {day}.',

  'mail.meeting.PROPOSED': '{them} propone una reunión',
  'mail.meeting.PROPOSED.text': 'A {them} le gustaría reunirse con ustedes:',
  'mail.meeting.MOVED': '{them} quiere cambiar la hora de una reunión',
  'mail.meeting.MOVED.text':
    'A {them} le gustaría reunirse con ustedes a otra hora. Los calendarios mantienen la anterior hasta que acepten. La hora nueva:',
  'mail.meeting.AGREED': '{them} ha aceptado reunirse',
  'mail.meeting.AGREED.text': '{them} se reunirá con ustedes:',
  'mail.meeting.CANCELLED': '{them} ha cancelado una reunión',
  'mail.meeting.CANCELLED.text': '{them} no puede reunirse con ustedes:',
  'mail.meeting.when': '{when} ({minutes, plural, one {# minuto} other {# minutos}})',
  'mail.meeting.more': '{count, plural, one {… y # más.} other {… y # más.}}',
  'mail.meeting.zone':
    '{city, select, UTC {Todas las horas son UTC.} other {{other, select, none {Todas las horas son las de {city} ({one}).} other {Todas las horas son las de {city} ({one} o {other}, según el día).}}}}',
} satisfies Messages<typeof english>;
