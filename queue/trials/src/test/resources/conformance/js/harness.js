// What all cases share. A case is a sentence that says what is true, and a function that throws where it is not.
const assert = require("assert");

const PATIENCE = 40000;
const [broker, backend] = process.argv.slice(2);
const cases = [];

function proves(name, test) {
    cases.push({ name, test });
}

/** What `promise` gives, or an error that says what was waited for. */
function inTime(promise, what) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(what + " does not come")), PATIENCE);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The reason for which `promise` is rejected. */
async function rejection(promise) {
    let value;
    try {
        value = await inTime(promise, "an end");
    } catch (error) {
        return error;
    }
    throw new Error("ended well: " + JSON.stringify(value));
}

async function run() {
    // A library that throws where nobody can catch it fails the case that runs.
    let uncaught = null;
    process.on("unhandledRejection", error => { uncaught = error; });
    process.on("uncaughtException", error => { uncaught = error; });
    for (const { name, test } of cases) {
        uncaught = null;
        try {
            await inTime(test(), "the end of the case");
            if (uncaught) throw uncaught;
            console.log("pass " + name);
        } catch (error) {
            console.log("fail " + name + ": " + String(uncaught || error).replace(/\s+/g, " ").slice(0, 600));
        }
    }
    process.exit(0);
}

module.exports = { assert, backend, broker, inTime, proves, rejection, run };
