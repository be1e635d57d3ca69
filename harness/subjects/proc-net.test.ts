import { expect, test } from 'vitest'
import { mirrored, readCounter, readSockets } from './proc-net.js'

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1466 00000000:0000 0A 00000000:00000000 00:00000000 00000000   100        0 4242 1 0 100 0 0 10 0
   1: 0100007F:1466 0100007F:9C41 01 00000000:00000000 02:000003E8 00000000   100        0 4243 2 0 20 4 30 10 -1
   2: 0100007F:9C41 0100007F:1466 01 00000000:00000000 02:000003E8 00000000     0        0 4244 2 0 20 4 30 10 -1
   3: 0100007F:1466 0100007F:9C42 06 00000000:00000000 03:00000100 00000000     0        0 0 3 0
  sl  local_address                         remote_address                        st tx_queue rx_queue
   0: 0000000000000000FFFF00000100007F:1466 0000000000000000FFFF00000100007F:9C43 01 00000000:00000000 00:00000000 00000000 0 0 77 1
`

const SNMP = `Ip: Forwarding DefaultTTL
Ip: 1 64
Tcp: RtoAlgorithm EstabResets CurrEstab
Tcp: 1 17 2
`

test('the other end of a connection is found by its ports', () => {
  const sockets = readSockets(TCP)
  expect(sockets).toHaveLength(3)
  expect(mirrored(sockets, 5222, 40001)).toEqual({ localPort: 5222, remotePort: 40001, inode: '4243' })
  expect(mirrored(sockets, 5222, 40003)?.inode).toBe('77')
})

test('a connection that is not established is none', () => {
  expect(mirrored(readSockets(TCP), 5222, 40002)).toBeUndefined()
})

test('a counter is found by group and name', () => {
  expect(readCounter(TCP + SNMP, 'Tcp', 'EstabResets')).toBe(17)
  expect(readCounter(SNMP, 'Tcp', 'Nothing')).toBeUndefined()
  expect(readCounter('', 'Tcp', 'EstabResets')).toBeUndefined()
})
