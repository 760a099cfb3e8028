using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Understand.Boards;
using Kolot.Core.Understand.Measures;
using Kolot.Store;
using Kolot.Tests.Benchmarks;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Store.Upgrades;

/// <summary>Rows in every table, as an organisation has them after a while.</summary>
internal static class Population
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task Fill(World world)
    {
        var customer = new { source = "crm", id = "7733", name = "רותי אברהם", mail = "ruti@abraham.example", phone = "052-1234567" };
        await world.Hear(
            new { source = "till", id = "r-1", channel = "survey", text = "השירות היה איטי", score = new { value = 2.5, low = 1, high = 5 }, customer, unit = "haifa" },
            new { source = "till", id = "r-2", channel = "survey", title = "תודה", answers = new Dictionary<string, object> { ["מה הפתיע"] = "העוגה", ["שוב"] = true } });
        await world.Hear(new { source = "till", id = "r-1", channel = "survey", text = "השירות היה איטי מאוד", score = new { value = 1, low = 1, high = 5 }, customer, unit = "haifa" });
        using (var saved = await world.As(Cast.Tamar).Post($"/{World.Cafe}/views", ("name", "מתלוננים"), ("query", "kind=complaint")))
            Assert.True((int)saved.StatusCode < 400, saved.StatusCode.ToString());
        using (var invited = await world.As(Cast.Tamar).Post($"/{World.Cafe}/settings/invitations", ("mail", "maya@cafe.example"), ("role", "Viewer"), ("reach", "All")))
            Assert.True((int)invited.StatusCode < 400, invited.StatusCode.ToString());
        await Work(world);
        await Follow(world);
        var field = await FieldWorld.Over(world);
        await using var store = await world.Store();
        store.StudyMailboxes.Add(new() { StudyId = field.StudyId, Host = "imap.cafe.example", Port = 993, Security = MailSecurity.Tls, UserName = "study@cafe.example", Password = [1, 2, 3], Folder = "INBOX", Validity = 1, ReadTo = 7, Strange = 2, DueAt = world.Clock.Now.AddDays(1), Version = 1 });
        await store.SaveChangesAsync(Cancel);
    }

    // A case that was answered, closed, and spoken of again.
    private static async Task Follow(World world)
    {
        await using var store = await world.Store();
        var voice = await store.Voices.FirstAsync(one => one.CustomerId != null, Cancel);
        var row = new Case { Id = Guid.CreateVersion7(world.Clock.Now), CustomerId = voice.CustomerId, UnitId = voice.UnitId, Severity = 3, Impact = 1, Title = "השירות היה איטי", OpenedAt = world.Clock.Now, HeardAt = world.Clock.Now };
        store.AddRange(row, new CaseVoice { CaseId = row.Id, VoiceId = voice.Id });
        store.AddRange(
            new ClockRow { Id = Guid.CreateVersion7(world.Clock.Now), CaseId = row.Id, GivenMinutes = 540, UnitId = voice.UnitId, BegunAt = world.Clock.Now, DueAt = world.Clock.Now.AddHours(9), WarnAt = world.Clock.Now.AddHours(7), FiresAt = world.Clock.Now.AddHours(7) },
            new DecidedTimes { Place = DecidedHours.PlaceOf(null, null), Number = 1, Times = """[{"purpose":"FirstAnswer","minutes":[540,360,240,120]}]""", At = world.Clock.Now },
            new Notification { Id = Guid.CreateVersion7(world.Clock.Now), MemberId = Guid.CreateVersion7(world.Clock.Now), Reason = "case_given", CaseId = row.Id, SubjectId = row.Id, At = world.Clock.Now },
            new CasePresence { CaseId = row.Id, MemberId = Guid.CreateVersion7(world.Clock.Now), SeenUntil = world.Clock.Now.AddSeconds(30) },
            new CaseRelation { CaseId = row.Id, OtherId = Guid.CreateVersion7(world.Clock.Now), Kind = CaseRelationKind.SameCause, ByMember = Guid.CreateVersion7(world.Clock.Now), At = world.Clock.Now },
            new Snippet { Id = Guid.CreateVersion7(world.Clock.Now), Name = "תודה", Text = "תודה, {לקוח}", WrittenBy = Guid.CreateVersion7(world.Clock.Now), WrittenAt = world.Clock.Now, Version = 1 });
        foreach (var (at, kind) in new[] { "opened", "answered", "closed_confirmed", "heard" }.Index())
        {
            store.CaseSteps.Add(new() { Id = Guid.CreateVersion7(world.Clock.Now), CaseId = row.Id, Number = at + 1, At = world.Clock.Now, Kind = kind, Text = kind == "answered" ? "סליחה, תיקנו" : null });
            await store.SaveChangesAsync(Cancel);
        }
    }

    private static async Task Work(World world)
    {
        await using var store = await world.Store();
        var tamar = await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail, Cancel);
        var import = new ImportRun
        {
            Id = Guid.CreateVersion7(world.Clock.Now), Kind = "voices", FileName = "סקר.csv", By = tamar.Id, BegunAt = world.Clock.Now, State = ImportState.Waiting, Bytes = 27,
        };
        var board = new Board { Id = Guid.CreateVersion7(world.Clock.Now), MemberId = tamar.Id, Name = "בוקר יום ראשון", Shared = true, ChangedAt = world.Clock.Now };
        var alert = new Alert { Id = Guid.CreateVersion7(world.Clock.Now), OwnerId = tamar.Id, Measure = "nps", MeasureVersion = 1, Query = "unit=haifa", MadeAt = world.Clock.Now, Version = 1 };
        store.AddRange(
            alert,
            new AlertReader { AlertId = alert.Id, MemberId = tamar.Id, Pieces = 12, LookedTo = new(2026, 3, 7) },
            new Signal
            {
                Id = Guid.CreateVersion7(world.Clock.Now), AlertId = alert.Id, MemberId = tamar.Id, At = world.Clock.Now, BeforeFrom = new(2025, 12, 7), NowFrom = new(2026, 3, 1), NowTo = new(2026, 3, 7), BeforeN = 480,
                NowN = 40, BeforeValue = 35, NowValue = -60, Low = -121.5, High = -68.5, Note = "הקופות היו מושבתות",
            },
            import,
            new CaseRuleRow { Id = Guid.CreateVersion7(world.Clock.Now), Content = """{"notPraise":true}""", WrittenBy = tamar.Id, WrittenAt = world.Clock.Now, Version = 1 },
            new CaseHand { MemberId = tamar.Id, Kinds = "complaint", Languages = "he", Most = 20, Version = 1 },
            new CustomerAttribute { CustomerId = (await store.Customers.SingleAsync(Cancel)).Id, Key = "plan", Value = "זהב" },
            new FilePart { FileId = import.Id, Number = 0, Content = "score,text\n5,תודה רבה\n"u8.ToArray() },
            new RefusedRow { ImportId = import.Id, Line = 3, Cells = """["9","?"]""", Reason = "score:out_of_range" },
            new KeptMeasure { Code = "fairness", Name = "הוגנות", NameEn = "Fairness" },
            new MeasureRule
            {
                Code = "fairness", Number = 1, Kind = MeasureKind.TopBox, Question = "fair", Low = 1, High = 5, Top = 4, AtLeast = 10, Voices = "channel=survey", Reason = "כדי לדעת אם נהגנו בהגינות",
                HigherIsBetter = true, By = tamar.Id, At = world.Clock.Now,
            },
            new SavedMapping { Name = "answers", Mapping = "{}" },
            board,
            new Tile { Id = Guid.CreateVersion7(world.Clock.Now), BoardId = board.Id, Query = "?measure=nps&days=90", Title = "הבוקר" },
            new Mailing { BoardId = board.Id, Rhythm = Rhythm.Weekly, Hour = 8, DueAt = world.Clock.Now.Date.AddDays(7) },
            new MailingReader { BoardId = board.Id, MemberId = tamar.Id, StopKey = "0123456789abcdef0123456789abcdef" },
            new Letter { Id = Guid.CreateVersion7(world.Clock.Now), BoardId = board.Id, MemberId = tamar.Id, Occasion = world.Clock.Now.Date, Mail = MailState.Sent },
            new Errand { Kind = "voice.read", Subject = import.Id.ToString(), DueAt = world.Clock.Now, Tries = 8, Trouble = "Timeout", FailedAt = world.Clock.Now });
        await Ask(store, world, tamar.Id);
        await store.SaveChangesAsync(Cancel);
    }

    private static async Task Ask(OrganisationStore store, World world, Guid by)
    {
        var survey = new SurveyRow
        {
            Id = Guid.CreateVersion7(world.Clock.Now), Code = "visit", Name = "ביקור", Draft = "{}", Asked = 1, ChannelId = (await store.Channels.FirstAsync(Cancel)).Id, BegunAt = world.Clock.Now, BegunBy = by,
        };
        var response = new SurveyResponse
        {
            Id = Guid.CreateVersion7(world.Clock.Now), SurveyId = survey.Id, Number = 1, Language = "he", Way = "link", BegunAt = world.Clock.Now, SentAt = world.Clock.Now, Screen = 1, Seconds = "12",
            Given = """{"came":["yes"]}""",
        };
        var file = new SurveyFile { Id = Guid.CreateVersion7(world.Clock.Now), ResponseId = response.Id, Question = "receipt", Name = "קבלה.png", Kind = "image/png", Bytes = 4, KeptAt = world.Clock.Now };
        store.AddRange(
            survey,
            response,
            file,
            new FilePart { FileId = file.Id, Number = 0, Content = [0x89, 0x50, 0x4E, 0x47] },
            new SurveyVersion { SurveyId = survey.Id, Number = 1, Content = "{}", PublishedAt = world.Clock.Now, PublishedBy = by },
            new SurveyLink { Id = Guid.CreateVersion7(world.Clock.Now), SurveyId = survey.Id, SecretHash = [1, 2, 3], Known = """{"plan":"זהב"}""", MadeAt = world.Clock.Now },
            new WaysIn { FeedbackId = survey.Id, Origins = "https://cafe.example", Secret = [1, 2, 3], SecretAt = world.Clock.Now });
    }
}
