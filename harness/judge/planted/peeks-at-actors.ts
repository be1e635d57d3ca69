/** Planted: a judge that sees an actor, a parser and the clock. boundaries.test.ts proves that this is caught. */
import type { Element } from 'ltx'
import { Inbox } from '../../actors/inbox.js'
import type { World } from '../../run/world.js'

export const peek = (inbox: Inbox, world: World): [Element | undefined, number] => [
  new Inbox({ now: () => 0, wall: () => 0, after: () => ({ cancel: () => undefined }) }).elements[0] ??
    inbox.elements[0],
  Date.now() + world.subject.bounds.route,
]
