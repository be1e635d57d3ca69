import type { Cluster, MoveOptions, NodeId, Way } from '../../fixtures/reference/cluster/index.js'
import { formatTarget, parseTarget, type RedirectTarget } from '../../fixtures/reference/server/index.js'
import { usageError } from '../core/exit.js'
import { type Jid, parseJid } from '../core/jid.js'

const HELP = `status                             who is connected where
redirect <full JID> <node|host>    end that stream with see-other-host
transfer <full JID> <node|host>    ask that client to connect elsewhere (XEP-0051)
drain <node> [cxfr] [<per second>] move all clients away, and redirect new ones
undrain <node>                     let the node have clients again
home <bare JID> <node|none>        where the account's clients belong; others redirect them
start                              one more node
rebalance <node> [cxfr] [<per second>]  move clients there until it has its share
kill <node> [<ms>]                 the process dies; the others notice after so many ms
partition <node> <node> [hold]     cut two nodes off; messages are dropped, or held
heal                               reconnect all nodes
`

/** Commands to a running cluster, a line each. */
export class ClusterConsole {
  constructor(
    private readonly cluster: Cluster,
    private readonly listen: (id: NodeId) => Promise<void>,
  ) {}

  /**
   * Carries out one command; resolves with what to print, which ends in a line break or is empty.
   * @throws UserError that says what is wrong with the line
   */
  async execute(line: string): Promise<string> {
    const [name = '', ...words] = line.trim().split(/\s+/u)
    if (name === '') return ''
    if (name === 'help') return HELP
    if (name === 'status') return this.status()
    if (name === 'redirect') return this.redirect(words)
    if (name === 'transfer') return this.transfer(words)
    if (name === 'drain') return this.drain(words)
    if (name === 'undrain') return this.undrain(words)
    if (name === 'home') return this.home(words)
    if (name === 'start') return this.start()
    if (name === 'rebalance') return this.rebalance(words)
    if (name === 'kill') return this.kill(words)
    if (name === 'partition') return this.partition(words)
    if (name === 'heal') return this.heal()
    throw usageError(`There is no command "${name}"; "help" lists them all.`)
  }

  private status(): string {
    return this.cluster.nodes
      .map(({ id, replicas }) => {
        const address = this.cluster.addressOf(id)
        const drained = this.cluster.drain.isDraining(id) ? ', drained' : ''
        const sessions = replicas.locals().map(({ jid, available, priority }) => {
          return `  ${jid} ${available ? `available, priority ${priority}` : 'connected'}\n`
        })
        return `node ${id} at ${address ? formatTarget(address) : 'no address'}${drained}\n${sessions.join('')}`
      })
      .join('')
  }

  private redirect([jid, to]: string[]): string {
    const { node, session } = this.connected(jid)
    const target = this.target(to)
    node.redirect.send(session, target)
    return `${session.jid} is redirected to ${formatTarget(target)}.\n`
  }

  private async transfer([jid, to]: string[]): Promise<string> {
    const { node, session } = this.connected(jid)
    const target = this.target(to)
    const outcome = await node.transfer.request(session, target)
    return `The transfer of ${session.jid} to ${formatTarget(target)} ended: ${outcome}.\n`
  }

  private drain([node, ...how]: string[]): string {
    const id = this.node(node)
    this.cluster.drain.start(id, this.moveOptions(how))
    return `Node ${id} is being drained.\n`
  }

  private undrain([node]: string[]): string {
    const id = this.node(node)
    this.cluster.drain.stop(id)
    return `Node ${id} takes clients.\n`
  }

  private home([jid, node]: string[]): string {
    const account = this.jid(jid)
    const id = node === 'none' ? undefined : this.node(node)
    this.cluster.placement.assign(account, id)
    return `${account.bare} belongs ${id === undefined ? 'anywhere' : `to node ${id}`}.\n`
  }

  private async start(): Promise<string> {
    const { id } = this.cluster.start()
    await this.listen(id)
    return ''
  }

  private rebalance([node, ...how]: string[]): string {
    const id = this.node(node)
    const count = this.cluster.rebalance.chosen(id).length
    this.cluster.rebalance.onto(id, this.moveOptions(how))
    return `${count} clients are moved to node ${id}.\n`
  }

  private kill([node, ms]: string[]): string {
    const id = this.node(node)
    this.cluster.kill(id, { noticeAfter: ms === undefined ? 0 : this.number(ms) })
    return `Node ${id} is dead.\n`
  }

  private partition([one, other, how]: string[]): string {
    const [a, b] = [this.node(one), this.node(other)]
    if (a === b) throw usageError(`A node can't be cut off from itself; name two.`)
    if (how !== undefined && how !== 'hold') throw usageError(`"${how}" is not "hold"; leave it out to drop.`)
    this.cluster.partition(a, b, { messages: how ?? 'drop' })
    return `Nodes ${a} and ${b} are cut off from each other.\n`
  }

  private heal(): string {
    for (const { id: a } of this.cluster.nodes)
      for (const { id: b } of this.cluster.nodes) if (a < b) this.cluster.heal(a, b)
    return 'All nodes are connected.\n'
  }

  private connected(text: string | undefined) {
    const jid = this.jid(text)
    const found = this.cluster.session(jid.full)
    if (found === undefined) throw usageError(`Nobody is connected as ${jid}; "status" shows who is.`)
    return found
  }

  private target(text: string | undefined): RedirectTarget {
    const node = /^\d+$/u.test(text ?? '') ? this.cluster.addressOf(this.node(text)) : undefined
    const target = node ?? parseTarget(text ?? '')
    if (target === undefined) throw usageError(`"${text ?? ''}" is neither a node nor host[:port].`)
    return target
  }

  private node(text: string | undefined): NodeId {
    const node = this.cluster.node(Number(text))
    if (node === undefined) throw usageError(`There is no node "${text ?? ''}"; "status" shows them all.`)
    return node.id
  }

  private jid(text: string | undefined): Jid {
    try {
      return parseJid(text ?? '')
    } catch (error) {
      throw usageError(`"${text ?? ''}" is no JID. ${error instanceof Error ? error.message : ''}`)
    }
  }

  private moveOptions(words: string[]): MoveOptions {
    const options: { way?: Way; perSecond?: number } = {}
    for (const word of words) {
      if (word === 'cxfr' || word === 'see-other-host') options.way = word
      else options.perSecond = this.number(word)
    }
    if (options.perSecond === 0) throw usageError('Nobody is moved at 0 per second; name a rate above it.')
    return options
  }

  private number(text: string): number {
    if (!/^\d{1,9}$/u.test(text)) throw usageError(`"${text}" is not a whole number.`)
    return Number(text)
  }
}
