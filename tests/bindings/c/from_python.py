"""Every method of the C interface, called from Python by ctypes; messages by protoc."""
import ctypes
import pathlib
import random
import subprocess
import sys
import unittest

LIBRARY, PROTOC, SOURCE = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
POLICY = SOURCE / "examples/game_backend/desk.textproto"
START = 1_800_000_000_000


class Bytes(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(ctypes.c_uint8)), ("size", ctypes.c_size_t)]


waypost = ctypes.CDLL(LIBRARY)
waypost.wp_call.argtypes = [ctypes.c_uint64, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.POINTER(Bytes)]
waypost.wp_open.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.POINTER(ctypes.c_uint64), ctypes.POINTER(Bytes)]
waypost.wp_close.argtypes = [ctypes.c_uint64]


def protoc(mode, message, content):
    command = [PROTOC, f"--{mode}=waypost.v1.{message}", f"-I{SOURCE / 'proto'}", str(SOURCE / "proto/waypost/v1/call.proto")]
    return subprocess.run(command, input=content, check=True, capture_output=True).stdout


def encode(message, text):
    return protoc("encode", message, text.encode()) if text else b""


def take(answer):
    content = ctypes.string_at(answer.data, answer.size)
    waypost.wp_free(ctypes.byref(answer))
    return content


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


POLICY_FILES = f'files {{ name: "desk.textproto" text: {quoted(POLICY.read_text(encoding="utf-8"))} }}'


def open_engine(request):
    engine, answer = ctypes.c_uint64(), Bytes()
    result = waypost.wp_open(request, len(request), ctypes.byref(engine), ctypes.byref(answer))
    return result, engine.value, take(answer)


class EveryMethod(unittest.TestCase):
    def setUp(self):
        result, self.engine, answer = open_engine(
            encode("OpenRequest", f"policy {{ {POLICY_FILES} }} now_ms: {START}"))
        self.assertEqual(result, 0, answer)
        self.called = set()

    def tearDown(self):
        self.assertEqual(waypost.wp_close(self.engine), 0)

    def raw(self, method, request, engine=None):
        answer = Bytes()
        number = self.engine if engine is None else engine
        result = waypost.wp_call(number, method.encode(), request, len(request), ctypes.byref(answer))
        return result, take(answer)

    def call(self, method, request_type="", text="", answer_type="", engine=None):
        result, content = self.raw(method, encode(request_type, text), engine)
        self.assertEqual(result, 0, content)
        return protoc("decode", answer_type, content).decode()

    def apply(self, *commands):
        timed = " ".join(f"commands {{ now_ms: {START} command {{ {command} }} }}" for command in commands)
        return self.call("apply", "ApplyRequest", timed, "EventsAnswer")

    def test_the_life_of_a_desk(self):
        events = self.apply('set_agent { agent { id: "lin" } }',
                            'set_presence { agent_id: "lin" presence: AVAILABLE }',
                            'open_ticket { ticket_id: "T1" text: "my account was hacked" }')
        self.assertIn("ticket_classified", events)
        self.assertIn("applied: 3", events)
        self.assertIn('ticket_id: "T1"', self.call("get_ticket", "GetTicketRequest", 'ticket_id: "T1"', "TicketView"))
        self.assertIn("T1", self.call("list_tickets", "ListTicketsRequest", "page_size: 10", "TicketPage"))
        self.assertIn("lin", self.call("get_agent", "GetAgentRequest", 'agent_id: "lin"', "AgentView"))
        self.assertIn("sentence", self.call("explain_routing", "GetTicketRequest", 'ticket_id: "T1"', "RoutingExplanation"))
        self.assertIn("sentence", self.call("why_not", "WhyNotRequest", 'ticket_id: "T1" agent_id: "lin"', "RoutingVerdict"))
        self.call("explain_escalation", "GetTicketRequest", 'ticket_id: "T1"', "EscalationExplanation")
        self.call("get_unroutable", answer_type="UnroutableList")
        result, answer = self.raw("estimate_wait", b"")
        self.assertEqual((result, b"estimate_from" in answer), (9, True))
        self.call("list_modes", answer_type="ModeList")
        state = self.call("get_state", answer_type="EngineState")
        self.assertIn("open_tickets: 1", state)
        self.assertIn("evidence", self.call("resolve", "Command",
                      'open_ticket { ticket_id: "T2" text: "my account was hacked" }', "Command"))
        self.assertIn("category", self.call("classify", "ClassifyRequest", 'text: "my account was hacked"', "ClassifyAnswer"))
        self.call("get_attainment", answer_type="AttainmentList")
        self.assertNotIn("incidents", self.call("list_incidents", answer_type="IncidentList"))
        later = self.call("advance", "AdvanceRequest", f"now_ms: {START + 3_600_000}", "EventsAnswer")
        self.assertIn("clock_", later)

    def test_snapshots_go_on_the_same(self):
        self.apply('open_ticket { ticket_id: "T1" text: "my account was hacked" }')
        snapshot = self.raw("take_snapshot", b"")[1]
        # Snapshot.snapshot has the number 1, OpenRequest.snapshot the number 2.
        result, other, answer = open_engine(bytes([0x12]) + snapshot[1:])
        self.assertEqual(result, 0, answer)
        self.assertEqual(self.call("get_state", answer_type="EngineState"),
                         self.call("get_state", answer_type="EngineState", engine=other))
        self.assertEqual(waypost.wp_close(other), 0)

    def test_policies_are_compiled_and_replaced(self):
        compiled = self.call("compile_policy", "PolicySource", POLICY_FILES, "CompiledPolicy", engine=0)
        self.assertIn("fingerprint", compiled)
        replaced = self.call("replace_policy", "ReplacePolicyRequest",
                             f"now_ms: {START} policy {{ {POLICY_FILES} }}", "EventsAnswer")
        self.assertIn("policy_replaced", replaced)
        result, answer = self.raw("replace_policy", encode("ReplacePolicyRequest",
                                  f'now_ms: {START} policy {{ files {{ name: "a.textproto" text: "bad" }} }}'))
        self.assertNotEqual(result, 0)
        self.assertIn("findings", protoc("decode", "EventsAnswer", answer).decode())

    def test_incidents_are_listed_and_got(self):
        policy = ('name: "hall" categories { id: "crash" keywords: "crash" } '
                  'incident_streams { id: "crashes" facts: "category" } '
                  'queues { id: "all" } routes { id: "all" stage { queue: "all" } }')
        result, hall, why = open_engine(encode("OpenRequest", f"now_ms: {START} policy {{ files {{ "
                                               f'name: "hall.textproto" text: {quoted(policy)} }} }}'))
        self.assertEqual(result, 0, why)
        opened = "".join(f"commands {{ now_ms: {START} command {{ {command} }} }}" for command in (
            'open_ticket { ticket_id: "T1" text: "a crash" }',
            'open_incident { incident_id: "I1" stream: "crashes" values: "crash" }'))
        self.assertIn("incident_opened", self.call("apply", "ApplyRequest", opened, "EventsAnswer", engine=hall))
        listed = self.call("list_incidents", answer_type="IncidentList", engine=hall)
        got = self.call("get_incident", "GetIncidentRequest", 'incident_id: "I1"', "IncidentView", engine=hall)
        self.assertIn('incident_id: "I1"', got)
        self.assertEqual(listed.count("incident_id"), 1)
        self.assertEqual(waypost.wp_close(hall), 0)

    def test_scenarios_are_run(self):
        def run(text, files=f'files {{ name: "tests/desk.textproto" text: {quoted(POLICY.read_text(encoding="utf-8"))} }}'):
            return self.call("run_scenario", "RunScenarioRequest", f'path: "tests/a.scenario" text: {quoted(text)} {files} '
                             "coverage: true", "RunScenarioAnswer", engine=0)
        scenario = ("# A ticket opens.\npolicy desk.textproto\nat 2027-03-01T10:00 open T1 text=hacked\n"
                    "  -> {}; clock T1 first_reply due=10:05; clock T1 resolution due=11:00; queued T1 players\n")
        passed = run(scenario.format("classified T1 account"))
        self.assertIn("outcome: PASSED", passed)
        self.assertIn("coverage_json", passed)
        self.assertIn("outcome: FAILED", run(scenario.format("classified T1 payment")))
        missing = run(scenario.format("classified T1 account"), files="")
        self.assertIn("outcome: INVALID", missing)
        self.assertIn("findings", missing)

    def test_runs_are_compared(self):
        text = POLICY.read_text(encoding="utf-8")
        runs = []
        for within in ("5m", "1m"):
            files = f'files {{ name: "desk.textproto" text: {quoted(text.replace("5m", within))} }}'
            result, desk, why = open_engine(encode("OpenRequest", f"now_ms: {START} policy {{ {files} }}"))
            self.assertEqual(result, 0, why)
            opened = f'commands {{ now_ms: {START} command {{ open_ticket {{ ticket_id: "T1" text: "my account was hacked" }} }} }}'
            events = self.call("apply", "ApplyRequest", opened, "EventsAnswer", engine=desk)
            runs.append("".join(part for part in events.split("applied:")[0]))
            self.assertEqual(waypost.wp_close(desk), 0)
        answer = self.call("compare_runs", "CompareRequest", f'before {{ policy: "old" {runs[0]} }} after {{ policy: "new" {runs[1]} }}',
                           "CompareAnswer", engine=0)
        self.assertIn("tickets: 1", answer)
        self.assertIn("changed: 1" if runs[0] != runs[1] else "json", answer)
        self.assertNotEqual(runs[0], runs[1])

    def test_statistics_are_kept_and_merged(self):
        result, desk, why = open_engine(encode("OpenRequest", f"policy {{ {POLICY_FILES} }} now_ms: {START} statistics: true"))
        self.assertEqual(result, 0, why)
        opened = f'commands {{ now_ms: {START} command {{ open_ticket {{ ticket_id: "T1" text: "my account was hacked" }} }} }}'
        self.call("apply", "ApplyRequest", opened, "EventsAnswer", engine=desk)
        self.call("advance", "AdvanceRequest", f"now_ms: {START + 3_600_000}", "EventsAnswer", engine=desk)
        found = self.call("get_statistics", answer_type="StatisticsAnswer", engine=desk)
        self.assertIn('metric: "first_reply"', found)
        self.assertIn("breached: 1", found)
        blob = found.split('statistics: "')[1].rsplit('"', 1)[0]
        merged = self.call("merge_statistics", "MergeStatisticsRequest", f'statistics: "{blob}" statistics: "{blob}"',
                           "StatisticsAnswer", engine=0)
        self.assertIn("breached: 2", merged)
        self.assertEqual(waypost.wp_close(desk), 0)
        result, answer = self.raw("get_statistics", b"")
        self.assertEqual(result, 9, answer)
        result, answer = self.raw("merge_statistics", encode("MergeStatisticsRequest", 'statistics: "no statistics"'), engine=0)
        self.assertEqual(result, 3)
        self.assertIn(b"statistics 1", answer)

    def test_calendars_answer_in_columns(self):
        calendar = [line for line in POLICY.read_text(encoding="utf-8").splitlines() if "calendars {" in line]
        name = calendar[0].split('id: "')[1].split('"')[0] if calendar and 'id: "' in calendar[0] else None
        if name is None:
            self.skipTest("the policy has no calendar on one line")
        answer = self.call("ask_calendar", "CalendarRequest",
                           f'calendar: "{name}" question: ADD at_ms: [{START}, {START + 1}] amount: 60000', "CalendarAnswer")
        self.assertEqual(answer.count("values"), 2)

    def test_articles_are_suggested(self):
        put = self.call("put_articles", "PutArticlesRequest",
                        'articles { id: "kb-1" text: "how do I get my money back" categories: "refund" } '
                        'articles { id: "kb-2" text: "my account was hacked" } '
                        'articles { id: "kb-3" text: "my account was hacked" facts { name: "platform" value: "ios" } }',
                        "ArticlesAnswer")
        self.assertIn("articles: 3", put)
        question = 'text: "somebody hacked my account" facts { name: "platform" value: "pc" }'
        self.assertEqual(self.call("suggest_articles", "SuggestRequest", question, "SuggestAnswer").count("id:"), 1)
        self.assertIn("kb-2", self.call("suggest_articles", "SuggestRequest", question, "SuggestAnswer"))
        removed = self.call("remove_articles", "RemoveArticlesRequest", 'ids: "kb-2" ids: "kb-9"', "ArticlesAnswer")
        self.assertIn("changed: 1", removed)
        self.assertNotIn("id:", self.call("suggest_articles", "SuggestRequest", question, "SuggestAnswer"))
        result, answer = self.raw("put_articles", encode("PutArticlesRequest", 'articles { text: "no id" }'))
        self.assertEqual(result, 3)
        self.assertIn(b"article 1", answer)

    def test_models_are_trained(self):
        rows = "".join(f'rows {{ label: "{label}" text: "{text} {i}" }}' for i in range(8)
                       for label, text in (("fish", "something that swims"), ("bird", "something that flies")))
        answer = self.raw("train_model", encode("TrainRequest", rows), engine=0)
        self.assertEqual(answer[0], 0, answer[1])
        self.assertEqual(answer, self.raw("train_model", encode("TrainRequest", rows), engine=0))
        self.assertGreater(len(answer[1]), 100)
        # TrainAnswer.model has the number 1; its length is a varint of seven bits a byte.
        size, place = 0, 1
        while True:
            size |= (answer[1][place] & 0x7F) << 7 * (place - 1)
            place += 1
            if answer[1][place - 1] < 0x80:
                break
        model = answer[1][place : place + size]
        data = "".join(f"\\x{byte:02x}" for byte in model)
        policy = ('name: "zoo" priorities: ["P1"] categories { id: "fish" } categories { id: "bird" } '
                  'classification { model: "zoo.wpm" } queues { id: "all" } routes { id: "all" stage { queue: "all" } }')
        answered = self.call("answer_model", "AnswerModelRequest", f'model: "{data}" texts: "it flies" texts: "it swims" top: 1',
                             "AnswerModelAnswer", engine=0)
        self.assertEqual([line.split('"')[1] for line in answered.splitlines() if "label" in line], ["bird", "fish"])
        self.assertEqual(self.raw("answer_model", encode("AnswerModelRequest", 'model: "none" texts: "it flies"'), engine=0)[0], 3)
        result, zoo, why = open_engine(encode("OpenRequest", f"now_ms: {START} policy {{ files {{ name: "
                                              f'"zoo.textproto" text: {quoted(policy)} }} '
                                              f'files {{ name: "zoo.wpm" data: "{data}" }} }}'))
        self.assertEqual(result, 0, why)
        self.assertIn('category: "bird"', self.call("classify", "ClassifyRequest", 'text: "it flies"', "ClassifyAnswer",
                                                    engine=zoo))
        self.assertEqual(waypost.wp_close(zoo), 0)
        weighed = rows + 'class_weights { label: "bird" weight_milli: 4000 }'
        self.assertNotEqual(answer, self.raw("train_model", encode("TrainRequest", weighed), engine=0))
        known = rows + f"keywords {{ files {{ name: 'zoo.textproto' text: {quoted(policy.replace(' classification { model: ' + chr(34) + 'zoo.wpm' + chr(34) + ' }', ''))} }} }}"
        self.assertEqual(self.raw("train_model", encode("TrainRequest", known), engine=0)[0], 0)
        for wrong, word in (('rows { label: "a" text: "b" }', b"tell apart"),
                            (rows + 'class_weights { label: "cow" weight_milli: 2 }', b"cow"),
                            (rows + 'keywords { files { name: "x.textproto" text: "bad" } }', b"x.textproto")):
            result, why = self.raw("train_model", encode("TrainRequest", wrong), engine=0)
            self.assertNotEqual(result, 0, wrong)
            self.assertIn(word, why)

    def test_errors_say_what_is_wrong(self):
        for method, request_type, text, result, word in (
                ("get_ticket", "GetTicketRequest", 'ticket_id: "T9"', 5, "T9"),
                ("get_agent", "GetAgentRequest", 'agent_id: "zoe"', 5, "zoe"),
                ("get_queue", "GetQueueRequest", 'queue: "nowhere"', 5, "nowhere"),
                ("explain_clock", "ExplainClockRequest", 'ticket_id: "T9"', 5, "T9"),
                ("explain_routing", "GetTicketRequest", 'ticket_id: "T9"', 5, "T9"),
                ("explain_escalation", "GetTicketRequest", 'ticket_id: "T9"', 5, "T9"),
                ("why_not", "WhyNotRequest", 'ticket_id: "T9" agent_id: "zoe"', 5, "T9"),
                ("ask_calendar", "CalendarRequest", 'calendar: "lunar"', 5, "lunar"),
                ("get_incident", "GetIncidentRequest", 'incident_id: "I9"', 5, "I9"),
                ("advance", "AdvanceRequest", "now_ms: 1", 9, "backwards")):
            got, answer = self.raw(method, encode(request_type, text))
            self.assertEqual(got, result, method)
            self.assertIn(word.encode(), answer, method)

    def test_an_engine_begins_at_a_time_that_it_can_tell(self):
        for start in (-1, 253_402_300_800_000):
            result, engine, answer = open_engine(
                encode("OpenRequest", f"policy {{ {POLICY_FILES} }} now_ms: {start}"))
            self.assertEqual((result, engine), (3, 0))
            self.assertIn(b"1970 to 9999", answer)

    def test_any_bytes_are_survived(self):
        draw = random.Random(20261122)
        methods = ("apply advance replace_policy resolve get_ticket list_tickets explain_clock get_agent get_queue "
                   "get_attainment get_state take_snapshot classify ask_calendar compile_policy explain_routing "
                   "explain_escalation why_not get_unroutable put_articles remove_articles suggest_articles "
                   "train_model estimate_wait list_modes get_incident list_incidents get_statistics merge_statistics "
                   "answer_model run_scenario compare_runs").split()
        for _ in range(3000):
            request = draw.randbytes(draw.randrange(40))
            result, answer = self.raw(draw.choice(methods), request)
            self.assertIn(result, (0, 3, 5, 8, 9, 11, 14))
            self.assertTrue(result == 0 or answer)


unittest.main(argv=sys.argv[:1])
