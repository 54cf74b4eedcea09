// celery-node sends tasks to a Baton worker, and reads their results from Redis.
const celery = require("celery-node");
const { assert, backend, broker, inTime, proves, rejection, run } = require("./harness.js");

const clients = { celery: celery.createClient(broker, backend, "celery"), quorum: celery.createClient(broker, backend, "quorum") };

function send(task, args, kwargs, queue = "celery") {
    return clients[queue].createTask("conform." + task).applyAsync(args, kwargs);
}

const result = sent => inTime(sent.get(), "a result");

for (const queue of ["celery", "quorum"]) {
    const where = queue === "celery" ? " (classic queue)" : " (quorum queue)";
    proves("Node reads the result of a task" + where, async () => {
        assert.strictEqual(await result(send("add", [2, 3], {}, queue)), 5);
    });
    proves("Node reads how a task failed" + where, async () => {
        const error = await rejection(send("fail", ["über den Berg"], {}, queue).get());
        assert.strictEqual(error.message, "FAILURE");
        assert.deepStrictEqual([error.exc_type, error.exc_message], ["IllegalArgumentException", ["über den Berg"]]);
    });
}

proves("keyword arguments of Node's bind", async () => {
    assert.strictEqual(await result(send("add", [], { b: 3, a: 2 })), 5);
});

proves("text of every script is kept by Node", async () => {
    const text = "Grüße, 世界, 🏃\u200d♀️, \\u2028 \u2028 \"quoted\"";
    assert.strictEqual(await result(send("echo", [text])), text);
});

proves("nested lists, objects and nulls are kept by Node", async () => {
    const value = { a: [1, [2, { b: null }], true], "": {}, empty: [] };
    assert.deepStrictEqual(await result(send("echo", [value])), value);
});

proves("a megabyte goes from Node and back", async () => {
    const text = "0123456789abcdef".repeat(65536);
    assert.strictEqual(await result(send("echo", [text])), text);
});

proves("a hundred tasks of Node's end each with its own result", async () => {
    const all = Array.from({ length: 100 }, (_, n) => result(send("add", [n, 1])));
    assert.deepStrictEqual(await Promise.all(all), Array.from({ length: 100 }, (_, n) => n + 1));
});

proves("Node reads that a task is not known", async () => {
    const error = await rejection(send("unknown", []).get());
    assert.deepStrictEqual([error.exc_type, error.exc_module], ["NotRegistered", "celery.exceptions"]);
});

proves("Node reads which argument is missing", async () => {
    const error = await rejection(send("add", [1]).get());
    assert.match(error.exc_message[0], /'b'/);
});

proves("Node waits for the end of a task that is tried again", async () => {
    assert.strictEqual(await result(send("flaky", [2])), 2);
});

proves("Node waits for the end of a task that runs for long", async () => {
    assert.strictEqual(await result(send("sleep", [300])), 300);
});

proves("a decimal comes back to Node to the digit", async () => {
    const decimal = { __type__: "decimal", __value__: "12345678901234567890.10" };
    assert.deepStrictEqual(await result(send("echo", [decimal])), decimal);
});

proves("a date comes back to Node as a date", async () => {
    const date = { __type__: "date", __value__: "2026-11-21" };
    assert.deepStrictEqual(await result(send("echo", [date])), date);
});

proves("a task is known to Node by its id", async () => {
    const sent = send("add", [20, 3]);
    await result(sent);
    const known = clients.celery.asyncResult(sent.taskId);
    assert.strictEqual(await inTime(known.status(), "a state"), "SUCCESS");
    assert.strictEqual(await inTime(known.result(), "a result"), 23);
});

proves("a task of protocol 1, which Node can send, is answered", async () => {
    const old = celery.createClient(broker, backend, "celery");
    old.conf.TASK_PROTOCOL = 1;
    const sent = old.createTask("conform.add").applyAsync([2, 3]);
    const answer = await inTime(sent.get().catch(error => error.message), "an answer");
    assert.ok(answer === 5 || answer === "FAILURE", String(answer));
});

run();
