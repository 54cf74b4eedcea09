// celery-ts sends tasks to a Baton worker, and gets their results through Redis or at a queue of its own.
const celery = require("celery-ts");
const { assert, backend, broker, inTime, proves, run } = require("./harness.js");

const clients = {
    redis: celery.createClient({ brokerUrl: broker, resultBackend: backend }),
    rpc: celery.createClient({ brokerUrl: broker, resultBackend: broker.replace(/^amqp:/, "rpc:") }),
};

function send(via, task, args, options = {}) {
    return clients[via].createTask("conform." + task).applyAsync({ args, kwargs: {}, ...options });
}

const result = sent => inTime(sent.get(), "a result");

for (const via of ["redis", "rpc"]) {
    const how = via === "redis" ? " (through Redis)" : " (at a queue of its own)";
    proves("celery-ts gets the result of a task" + how, async () => {
        assert.strictEqual(await result(send(via, "add", [2, 3])), 5);
    });
    proves("celery-ts gets the result of a task on a quorum queue" + how, async () => {
        assert.strictEqual(await result(send(via, "add", [2, 3], { queue: "quorum" })), 5);
    });
    // It resolves with whatever the message holds as its result.
    proves("celery-ts gets how a task failed" + how, async () => {
        const failure = await result(send(via, "fail", ["über den Berg"]));
        assert.deepStrictEqual([failure.exc_type, failure.exc_message], ["IllegalArgumentException", ["über den Berg"]]);
    });
    proves("celery-ts gets the result of a task that runs for long" + how, async () => {
        assert.strictEqual(await result(send(via, "sleep", [300])), 300);
    });
    proves("celery-ts gets the result of a task that tells how far it is" + how, async () => {
        assert.strictEqual(await result(send(via, "telling", [3])), 3);
    });
    proves("celery-ts gets the end of a task that is tried again" + how, async () => {
        assert.strictEqual(await result(send(via, "flaky", [2])), 2);
    });
    proves("celery-ts gets a hundred results" + how, async () => {
        const all = Array.from({ length: 100 }, (_, n) => result(send(via, "add", [n, 1])));
        assert.deepStrictEqual(await Promise.all(all), Array.from({ length: 100 }, (_, n) => n + 1));
    });
    proves("a decimal comes back to celery-ts to the digit" + how, async () => {
        const decimal = { __type__: "decimal", __value__: "0.10" };
        assert.deepStrictEqual(await result(send(via, "echo", [decimal])), decimal);
    });
}

proves("keyword arguments of celery-ts bind", async () => {
    assert.strictEqual(await result(send("redis", "add", [], { kwargs: { b: 3, a: 2 } })), 5);
});

proves("text of every script is kept by celery-ts", async () => {
    const text = "Grüße, 世界, 🏃\u200d♀️";
    assert.strictEqual(await result(send("redis", "echo", [text])), text);
});

proves("an eta of celery-ts is waited for", async () => {
    const begun = Date.now();
    assert.strictEqual(await result(send("redis", "add", [2, 3], { eta: new Date(begun + 1200) })), 5);
    assert.ok(Date.now() - begun >= 1200);
});

proves("a task of celery-ts that has expired is revoked", async () => {
    // The queue is busy meanwhile, or the broker drops it first.
    const failure = await result(send("redis", "add", [2, 3], { expires: new Date(Date.now() - 60000) }));
    assert.deepStrictEqual([failure.exc_type, failure.exc_message], ["TaskRevokedError", ["expired"]]);
});

proves("a body that celery-ts compressed is read", async () => {
    const text = "x".repeat(10000);
    assert.strictEqual(await result(send("redis", "echo", [text], { compression: celery.Compressor.Zlib })), text);
});

proves("a body in YAML is refused with its content type", async () => {
    const failure = await result(send("redis", "add", [2, 3], { serializer: celery.Serializer.Yaml }));
    assert.strictEqual(failure.exc_type, "MalformedMessage");
    assert.match(failure.exc_message[0], /application\/x-yaml/);
});

run();
