// Spanish: the pages that links in mails to supporters open.
import type { signatures as english } from '../en/signatures';
import type { Messages } from '../speech';

export const signatures = {
  'confirm.title': 'Confirme su firma',
  'confirm.done': 'Su firma cuenta',
  'confirm.thanks':
    '{count, plural, one {Gracias. Es la primera persona que firma «{title}».} many {Gracias. Con usted, <n>{count, number}</n> de personas han firmado «{title}».} other {Gracias. Con usted, <n>{count, number}</n> personas han firmado «{title}».}}',
  'confirm.see': 'Ver la petición',
  'confirm.used':
    'Si ya había pulsado el botón, esto ya está hecho: su firma cuenta y no hay nada más que hacer. Si volvió a firmar después, use el enlace del correo más reciente.',
  'confirm.expired': 'Su firma no se contó, y lo que escribió se ha borrado. Puede <link>firmar de nuevo</link>.',
  'confirm.what': 'Alguien firmó «<title></title>» con su dirección de correo electrónico. Cuando pulse el botón, contará esto:',
  'confirm.name':
    'Nombre: <b>{name}</b>{shown, select, yes {, visible para todos junto a la petición} other {, no visible en público}}',
  'confirm.country': 'País: {country}',
  'confirm.updates': '{wanted, select, yes {Novedades de la petición por correo} other {Sin novedades por correo}}',
  'confirm.wrong':
    'Si algo no es correcto, <link>firme de nuevo</link> con la misma dirección: cuenta lo último que se escribió. Si no fue usted, cierre esta página. No pasa nada, y la dirección se olvida a los siete días.',
  'confirm.press': 'Confirmar mi firma',
  'confirm.look': 'Alguien firmó una petición con su dirección de correo electrónico. Vea qué se escribió y decida después.',
  'confirm.show': 'Mostrar lo que confirmo',
  'erase.title': 'Borre todo lo que hay sobre usted',
  'erase.done': 'Todo lo que había sobre usted está borrado',
  'erase.nothing': 'Ya no se guarda nada de su dirección.',
  'erase.left': '{count, plural, one {Su firma ha salido de esta petición:} other {Sus firmas han salido de estas peticiones:}}',
  'erase.used': 'Si ya había pulsado el botón, esto ya está hecho: no se guarda nada de su dirección.',
  'erase.expired': 'No se ha borrado nada. Puede <link>pedir un enlace nuevo</link>.',
  'erase.what':
    'Pulse el botón para borrar lo que se guarda de su dirección, en esta petición y en todas las demás: sus firmas salen de todos los recuentos y su nombre se borra.',
  'erase.final': 'Esto no se puede deshacer. Para retirar solo esta firma, use el otro enlace del correo.',
  'erase.press': 'Borrar todo',
  'links.title': 'Retirar una firma',
  'links.done': 'Revise su correo',
  'links.sent':
    'Si esa dirección ha firmado la petición, le hemos enviado un correo. Contiene un enlace que retira la firma y otro que borra todo lo que se guarda de la dirección.',
  'links.none': '¿No llega el correo? Entonces esa dirección no ha firmado esa petición, o el correo está entre los no deseados.',
  'links.what':
    'Recibirá un correo con enlaces que retiran su firma o borran todo lo que se guarda de usted. Solo usted puede abrirlos.',
  'links.petition': 'La petición',
  'links.empty': 'Aquí no se firma todavía ninguna petición, así que no hay nada que retirar.',
  'links.choose': 'Elija una petición',
  'links.failed': 'Las peticiones no se pueden mostrar en este momento. Vuelva dentro de un minuto, por favor.',
  'links.email': 'La dirección de correo electrónico con la que firmó',
  'links.press': 'Enviarme los enlaces',
  'news.title': 'No recibir más novedades',
  'news.done': 'Ya no recibirá más novedades',
  'news.ended': 'Ya no recibirá novedades de «{title}», y su dirección está borrada. Su firma cuenta como antes.',
  'news.gone': 'Su firma ya no está, y su dirección tampoco: no recibirá más novedades.',
  'news.what': 'Pulse el botón para no recibir más novedades de la petición que firmó. Su firma queda como está.',
  'news.press': 'No enviar más novedades',
  'stop.title': 'No recibir más correos sobre esto',
  'stop.done': 'Ya no recibirá más correos sobre esto',
  'stop.forgotten':
    'Lo que se escribió en «{title}» con su dirección y no se confirmó se ha olvidado. No recibirá más correos sobre ello.',
  'stop.what':
    'Pulse el botón y se olvidará lo que se escribió con su dirección y no se confirmó. Una firma que usted confirmó se mantiene.',
  'stop.press': 'No enviar más correos',
  'withdraw.title': 'Retire su firma',
  'withdraw.done': 'Su firma está retirada',
  'withdraw.left':
    '«{title}» tiene ahora {count, plural, one {<n>{count, number}</n> firma} many {<n>{count, number}</n> de firmas} other {<n>{count, number}</n> firmas}}, sin la suya. Su nombre está borrado.',
  'withdraw.again': 'Si cambia de opinión, puede <link>firmar de nuevo</link>.',
  'withdraw.used': 'Si ya había pulsado el botón, esto ya está hecho: la firma ya no está.',
  'withdraw.expired': 'Su firma sigue contando. Puede <link>pedir un enlace nuevo</link>.',
  'withdraw.what':
    'Pulse el botón para retirar su firma. Sale del recuento enseguida, y su nombre se borra. Puede volver a firmar más adelante.',
  'withdraw.press': 'Retirar mi firma',
} satisfies Messages<typeof english>;
