import { fork, type ChildProcess } from 'node:child_process';
import { AppError } from '../core/error.js';
import type { RuntimeFacts } from '../model/adapter.js';
import { isolationFlags, WORKER_FILE, WORKER_FOLDER, WORKER_VARIABLES } from './isolation.js';
import type { FromWorker, PlainError, Task, ToWorker } from './worker-messages.js';

export interface WorkerSettings {
  init: Extract<ToWorker, { type: 'init' }>;
  /** Real absolute paths the process may read. */
  readable: string[];
  readableFolders: string[];
  /** The built worker; another only in tests of crashes and hangs. */
  workerFile?: string;
}

export interface WorkerEvents {
  ready(runtime: RuntimeFacts[]): void;
  result(result: Extract<FromWorker, { type: 'result' }>): void;
  fatal(error: AppError): void;
  /** The process ended without being asked to. @param how `signal SIGSEGV` or `exit code 3` */
  died(how: string): void;
}

/** One child process that infers. */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private asked = false;

  constructor(settings: WorkerSettings, events: WorkerEvents) {
    const file = settings.workerFile ?? WORKER_FILE;
    this.child = fork(file, [], {
      execArgv: isolationFlags([...settings.readable, file], settings.readableFolders),
      env: { ...WORKER_VARIABLES },
      cwd: WORKER_FOLDER,
      // What native code prints is no part of the result, and may hold paths.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('message', (message: FromWorker) => {
      if (this.asked) return;
      if (message.type === 'ready') events.ready(message.runtime);
      else if (message.type === 'result') events.result(message);
      else events.fatal(errorOf(message.error));
    });
    let ended = false;
    const died = (how: string): void => {
      if (ended || this.asked) return;
      ended = true;
      events.died(how);
    };
    this.child.on('error', (error) => died(error.message));
    this.child.on('exit', (code, signal) =>
      died(signal === null ? `exit code ${String(code)}` : `signal ${signal}`),
    );
    this.send(settings.init);
  }

  infer(task: Task): void {
    this.send({ type: 'task', task });
  }

  /** Ends the process; nothing is heard of it afterwards. */
  end(): void {
    this.asked = true;
    this.child.kill('SIGKILL');
  }

  private send(message: ToWorker): void {
    // An error here means the process has gone, which `exit` tells.
    this.child.send(message, () => undefined);
  }
}

function errorOf({ code, message, hint, place, details }: PlainError): AppError {
  return new AppError(code, message, { hint, details, ...(place === null ? {} : { place }) });
}
