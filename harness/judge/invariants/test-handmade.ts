import { NS } from '../../wire/ns.js'
import type { InvariantOptions } from './options.js'
import { Script, scene, settled } from './test-script.js'
import { type Handmade, three } from './test-three.js'

const ping = (script: Script, mark: string, ...receivers: string[]) =>
  receivers.reduce((s, r) => s.got(r, mark), script.message('c', mark, { echo: 'ping' })).asks('c')
const all = (script: Script) => settled(script, 'a', 'b', 'c')
const [A, B] = ['svc@x/a', 'svc@x/b']
const TIED: InvariantOptions = { policy: ['tied'] }

const ROUTING: Handmade[] = [
  ...three(
    'INV-RT-a',
    ['A ping reaches an instance whose priority of −1 was proven.', ping(scene(-1), 'p', 'a')],
    ['A ping reaches the one with a priority of 5.', ping(scene(-1), 'p', 'b')],
    ['A ping reaches nobody.', ping(scene(-1), 'p')],
  ),
  ...three(
    'INV-RT-b',
    ['A ping reaches priority 5 where another has 10.', all(ping(scene(), 'p', 'b'))],
    [
      'A ping reaches priority 5 while the change of the other from 10 to 1 is under way.',
      ping(scene().says('a', 1), 'p', 'b'),
    ],
    ['Nothing tells by which policy the server chooses.', ping(scene(), 'p', 'b'), {}],
  ),
  ...three(
    'INV-RT-c',
    ['A ping reaches nobody, and everybody is there.', all(ping(scene(), 'p'))],
    ['A ping reaches the highest.', all(ping(scene(), 'p', 'a'))],
    ['A ping reaches nobody, and the highest is cut off.', settled(ping(scene(), 'p').reset('a'), 'b', 'c')],
  ),
  ...three(
    'INV-RT-d',
    ['A ping is delivered and returned.', ping(scene(), 'p', 'a').returned('c', 'p')],
    ['A ping is returned while nobody can receive.', ping(scene(-1, -1), 'p').returned('c', 'p')],
    ['A ping has no fate, and the highest is cut off.', settled(ping(scene(), 'p').reset('a'), 'b', 'c')],
  ),
  ...three(
    'INV-RT-e',
    ['A ping is read twice.', ping(scene(), 'p', 'a', 'a')],
    ['A ping is read once.', ping(scene(), 'p', 'a')],
    ['A ping is not read.', ping(scene(), 'p')],
  ),
  ...three(
    'INV-RT-f',
    [
      'Two instances lower themselves; 5 is seen, then 1, then 5 again.',
      all(ping(ping(ping(scene().says('a', 1).says('b', 0), 'p', 'b'), 'q', 'a'), 'r', 'b')),
    ],
    [
      'Two instances lower themselves; 5 is seen, then 1.',
      all(ping(ping(scene().says('a', 1).says('b', 0), 'p', 'b'), 'q', 'a')),
    ],
    [
      'The search for an order ends early.',
      all(ping(ping(scene().says('a', 1).says('b', 0), 'p', 'b'), 'q', 'a')),
      { policy: ['one'], budget: 1 },
    ],
  ),
  ...three(
    'INV-RT-g',
    [
      'Of two tied instances both receive, then one.',
      all(ping(ping(scene(5), 'p', 'a', 'b'), 'q', 'a')),
      TIED,
    ],
    [
      'Of two tied instances both receive, twice.',
      all(ping(ping(scene(5), 'p', 'a', 'b'), 'q', 'a', 'b')),
      TIED,
    ],
    ['Whether the other received is not known.', ping(scene(5), 'p', 'a').reset('b'), TIED],
  ),
  ...three(
    'INV-RT-h',
    [
      'The change from 10 to 1 shows, and then it does not.',
      all(ping(ping(scene().says('a', 1), 'p', 'b'), 'q', 'a')),
    ],
    ['The change from 10 to 1 shows late.', all(ping(ping(scene().says('a', 1), 'p', 'a'), 'q', 'b'))],
    ['Nothing changes.', all(ping(ping(scene(), 'p', 'a'), 'q', 'a'))],
  ),
  ...three(
    'INV-RT-i',
    [
      'Who made its priority negative receives its own message sent behind.',
      all(scene().says('a', -1).message('a', 'm').got('a', 'm')),
    ],
    ['The other receives it.', all(scene().says('a', -1).message('a', 'm').got('b', 'm'))],
    [
      'A message to the own account comes before any presence.',
      scene().bind('d', 'svc@x/d').message('d', 'm').asks('d'),
    ],
  ),
  ...three(
    'INV-RT-j',
    [
      'Two messages arrive in reverse.',
      all(scene().message('c', 'm', { to: A }).message('c', 'n', { to: A }).got('a', 'n').got('a', 'm')),
    ],
    [
      'Two messages arrive in order.',
      all(scene().message('c', 'm', { to: A }).message('c', 'n').got('a', 'm').got('a', 'n')),
    ],
    ['One message arrives.', all(scene().message('c', 'm', { to: A }).got('a', 'm'))],
  ),
  ...three(
    'INV-RT-k',
    [
      'A headline reaches one of two.',
      all(scene().message('c', 'm', { type: 'headline' }).got('a', 'm').asks('c')),
    ],
    [
      'A headline reaches both.',
      all(scene().message('c', 'm', { type: 'headline' }).got('a', 'm').got('b', 'm').asks('c')),
    ],
    ['A normal message need not reach all.', all(ping(scene(5), 'p', 'a'))],
  ),
  ...three(
    'INV-RT-l',
    ['A message for one instance reaches the other.', scene().message('c', 'm', { to: A }).got('b', 'm')],
    ['A message for one instance reaches it.', scene().message('c', 'm', { to: A }).got('a', 'm')],
    ['A message for one instance reaches nobody.', scene().message('c', 'm', { to: A })],
  ),
  ...three(
    'INV-RT-m',
    ['A groupchat message is delivered.', scene().message('c', 'm', { type: 'groupchat' }).got('a', 'm')],
    ['A groupchat message is returned.', scene().message('c', 'm', { type: 'groupchat' }).returned('c', 'm')],
    ['Nothing is known of a groupchat message.', scene().message('c', 'm', { type: 'groupchat' })],
  ),
]

const pong = (script: Script, by: string, mark: string, id = 'p') =>
  script.message(by, mark, { to: 'c@x/c', echo: 'pong', id })
const carbon = `<message from='svc@x' to='${B}'><received xmlns='${NS.carbons}'><forwarded xmlns='${NS.forward}'><message xmlns='${NS.client}' from='c@x/c' id='p' to='svc@x'><ping xmlns='${NS.dix}'/><mark xmlns='${NS.assay}' id='p'/></message></forwarded></received></message>`

const PONGS: Handmade[] = [
  ...three(
    'INV-PP-a',
    ['A pong comes from who had not read the ping.', pong(ping(scene(), 'p', 'a'), 'b', 'o').got('c', 'o')],
    ['A pong comes from who had read the ping.', pong(ping(scene(), 'p', 'a'), 'a', 'o').got('c', 'o')],
    ['No pong comes.', ping(scene(), 'p', 'a')],
  ),
  ...three(
    'INV-PP-b',
    [
      'Two pongs of one receiver.',
      pong(pong(ping(scene(), 'p', 'a'), 'a', 'o').got('c', 'o'), 'a', 'o2').got('c', 'o2'),
    ],
    [
      'One pong of each receiver.',
      pong(pong(ping(scene(5), 'p', 'a', 'b'), 'a', 'o').got('c', 'o'), 'b', 'o2').got('c', 'o2'),
    ],
    ['No pong comes.', ping(scene(), 'p', 'a')],
  ),
  ...three(
    'INV-PP-d',
    ['A carbon copy is answered.', pong(ping(scene(), 'p', 'a').reads('b', carbon), 'b', 'o').got('c', 'o')],
    ['A carbon copy is not answered.', ping(scene(), 'p', 'a').reads('b', carbon)],
    ['There is no carbon copy.', ping(scene(), 'p', 'a')],
  ),
  ...three(
    'INV-SE-d',
    [
      'Another instance answers.',
      scene()
        .message('c', 'm', { to: A })
        .got('b', 'm')
        .message('b', 'o', { to: 'c@x/c', id: 'm' })
        .got('c', 'o'),
    ],
    [
      'The instance asked answers.',
      scene()
        .message('c', 'm', { to: A })
        .got('a', 'm')
        .message('a', 'o', { to: 'c@x/c', id: 'm' })
        .got('c', 'o'),
    ],
    ['Nobody answers.', scene().message('c', 'm', { to: A }).got('a', 'm')],
  ),
  {
    holds: 'INV-PP-c',
    verdict: 'observed',
    shows: 'One of two receivers answers.',
    script: pong(ping(scene(5), 'p', 'a', 'b'), 'a', 'o').got('c', 'o'),
    options: {},
  },
  { holds: 'INV-PP-c', verdict: 'inconclusive', shows: 'No ping is received.', script: scene(), options: {} },
]

const directed = () => scene().directs('a', 'c@x/c', 'd').asks('a').got('c', 'd')
const managed = () =>
  scene()
    .bind('e', 'svc@x/e')
    .manages('e')
    .is('e', 1)
    .directs('e', 'c@x/c', 'd')
    .asks('e')
    .got('c', 'd')
    .reset('e')
const onward = (script: Script) => settled(script, 'b', 'c')

const DIRECTED: Handmade[] = [
  ...three(
    'INV-DP-a',
    ['The target is not told of the end.', onward(directed().close('a'))],
    ['The target is told of the end.', onward(directed().close('a').told('c', A))],
    ['The target is cut off, too.', directed().close('a').reset('c')],
  ),
  ...three(
    'INV-DP-b',
    ['The target is told twice.', onward(directed().close('a').told('c', A).told('c', A))],
    ['The target is told once.', onward(directed().close('a').told('c', A))],
    ['Nothing ends.', directed()],
  ),
  ...three(
    'INV-DP-c',
    [
      'Whose presence was retracted is told of the end.',
      onward(
        directed().directs('a', 'c@x/c', 'r', 'unavailable').got('c', 'r').asks('a').close('a').told('c', A),
      ),
    ],
    [
      'Whose presence was retracted is told nothing.',
      onward(directed().directs('a', 'c@x/c', 'r', 'unavailable').got('c', 'r').asks('a').close('a')),
    ],
    ['Nothing is retracted.', onward(directed().close('a').told('c', A))],
  ),
  ...three(
    'INV-DP-d',
    [
      'The target is told of a break that is mended.',
      settled(managed().told('c', 'svc@x/e').resumes('e', 3, 4), 'e', 'c'),
    ],
    [
      'The target is told nothing of a break that is mended.',
      settled(managed().resumes('e', 3, 4), 'e', 'c'),
    ],
    ['The break is not mended.', onward(managed())],
  ),
  ...three(
    'INV-DP-e',
    ['The target is told of an end that is none.', all(directed().told('c', A))],
    ['The target is told nothing.', all(directed())],
    ['Nobody reads presence.', scene()],
  ),
  ...three(
    'INV-DP-f',
    ['A broadcast reaches a stranger.', directed().says('a', 3, 'x').got('c', 'x')],
    ['Directed presence reaches its target.', directed()],
    ['Nobody reads presence.', scene()],
  ),
  ...three(
    'INV-DP-g',
    [
      'Directed presence comes behind the unavailable.',
      onward(scene().directs('a', 'c@x/c', 'd').asks('a').close('a').told('c', A).got('c', 'd')),
    ],
    ['Directed presence comes before the unavailable.', onward(directed().close('a').told('c', A))],
    ['Nothing ends.', all(directed())],
  ),
  ...three(
    'INV-DP-h',
    [
      'A later session of the target is told.',
      onward(settled(directed().reset('c').wait().bind('c', 'c@x/c').asks('c'), 'c').close('a').told('c', A)),
    ],
    [
      'A later session of the target is told nothing.',
      onward(settled(directed().reset('c').wait().bind('c', 'c@x/c').asks('c'), 'c').close('a')),
    ],
    ['The target has one session.', onward(directed().close('a').told('c', A))],
  ),
]

const subscribed = () => scene().subscribed('c', 'a').asks('a', 'c')

const PRESENCE: Handmade[] = [
  ...three(
    'INV-PR-a',
    ['A presence does not come back.', scene().says('a', 3).asks('a').wait().asks('a')],
    ['A presence comes back.', scene().is('a', 3)],
    ['No session is there.', new Script()],
  ),
  ...three(
    'INV-PR-b',
    ['A sibling is shown another priority.', scene().is('a', 3).got('b', 'a3', { priority: 4 })],
    ['A sibling is shown the same priority.', scene().is('a', 3).got('b', 'a3')],
    ['No session is there.', new Script()],
  ),
  ...three(
    'INV-PR-c',
    ['A subscriber misses a presence.', all(subscribed().is('a', 3))],
    ['A subscriber reads a presence.', all(subscribed().is('a', 3).got('c', 'a3'))],
    ['Nobody is subscribed.', all(scene().is('a', 3))],
  ),
  ...three(
    'INV-PR-d',
    ['A subscriber is left with who is gone.', onward(subscribed().is('a', 3).got('c', 'a3').close('a'))],
    [
      'A subscriber is told of the end.',
      onward(subscribed().is('a', 3).got('c', 'a3').close('a').told('c', A)),
    ],
    ['Nobody reads presence.', onward(scene().is('a', 3).close('a'))],
  ),
]

const nobody = () => ping(scene(-1, -1), 'p')
const later = (script: Script) => script.wait().bind('d', 'svc@x/d').is('d', 1)

const STORAGE: Handmade[] = [
  ...three(
    'INV-OF-a',
    [
      'A stored ping is delivered to two.',
      later(nobody()).gotStored('d', 'p').is('a', 2).gotStored('a', 'p'),
    ],
    ['A stored ping is delivered once.', later(nobody()).gotStored('d', 'p')],
    ['Nothing is stored.', ping(scene(), 'p', 'a')],
  ),
  ...three(
    'INV-OF-b',
    ['A stored ping carries no delay.', later(nobody()).got('d', 'p')],
    ['A stored ping carries its delay.', later(nobody()).gotStored('d', 'p')],
    ['Nothing is stored.', ping(scene(), 'p', 'a')],
  ),
  ...three(
    'INV-SM-a',
    [
      'What had been handled comes again.',
      settled(
        scene()
          .bind('e', 'svc@x/e')
          .manages('e')
          .message('c', 'm', { to: 'svc@x/e' })
          .got('e', 'm')
          .reset('e')
          .resumes('e', 1, 0)
          .got('e', 'm'),
        'e',
        'c',
      ),
    ],
    [
      'What had not been handled comes again.',
      settled(
        scene()
          .bind('e', 'svc@x/e')
          .manages('e')
          .message('c', 'm', { to: 'svc@x/e' })
          .reset('e')
          .resumes('e', 0, 0)
          .got('e', 'm'),
        'e',
        'c',
      ),
    ],
    ['Nothing is resumed.', scene().message('c', 'm', { to: A }).got('a', 'm')],
  ),
  ...three(
    'INV-SM-b',
    [
      'The server counts more than was sent.',
      scene().bind('e', 'svc@x/e').manages('e').is('e', 1).reads('e', `<a xmlns='${NS.sm}' h='9'/>`),
    ],
    [
      'The server counts what was sent.',
      scene().bind('e', 'svc@x/e').manages('e').is('e', 1).reads('e', `<a xmlns='${NS.sm}' h='2'/>`),
    ],
    ['Stream management is not enabled.', scene()],
  ),
]

export const HANDMADE: Handmade[] = [...ROUTING, ...PONGS, ...DIRECTED, ...PRESENCE, ...STORAGE]
