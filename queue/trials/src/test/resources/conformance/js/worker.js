// A celery-node worker that takes what Baton sends: from a classic queue, and from a quorum queue.
const celery = require("celery-node");

const [broker, backend] = process.argv.slice(2);
process.stdin.on("end", () => process.exit(0)).resume();

for (const queue of ["node", "node.quorum"]) {
    const worker = celery.createWorker(broker, backend, queue);
    // It is given the keyword arguments last.
    worker.register("node.add", (a, b) => a + b);
    worker.register("node.echo", value => value);
    worker.register("node.keywords", keywords => keywords);
    worker.register("node.moment", () => new Date(Date.UTC(2026, 10, 21, 8, 6, 14, 436)));
    worker.register("node.fail", message => { throw new Error(message); });
    worker.start();
}
