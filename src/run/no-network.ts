import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import { AppError } from '../core/error.js';

/**
 * Takes the network from this process: every way Node has to a socket ends in `net.Socket.connect`, `dgram` or `dns`.
 * A guard against accidents (a library that calls home), not against malice: native code can still open a socket.
 */
export function cutNetwork(): void {
  const refuse = (): never => {
    throw new AppError('DEFECT', 'the process that infers tried to use the network', {
      hint: 'inference is offline by design; report which step did this',
    });
  };
  net.Socket.prototype.connect = refuse;
  net.Server.prototype.listen = refuse;
  dgram.Socket.prototype.bind = refuse;
  dgram.Socket.prototype.connect = refuse;
  dgram.Socket.prototype.send = refuse;
  Object.assign(dns, { lookup: refuse, resolve: refuse, resolve4: refuse, resolve6: refuse });
  Object.assign(dns.promises, { lookup: refuse, resolve: refuse, resolve4: refuse, resolve6: refuse });
}
