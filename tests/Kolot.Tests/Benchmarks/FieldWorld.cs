using System.Net;
using System.Text;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>A study of two companies with shoppers in the field: Adi approaches them, Rami grades again what others graded.</summary>
public sealed class FieldWorld : IAsyncDisposable
{
    public const string Code = "bakeries", Adi = "adi-secret-of-enough-letters", Rami = "rami-secret-of-enough-letters", Bakery = "bakery-secret-of-enough-letters", Key = "k3yk3yk3yk3y";

    private FieldWorld(World world) => World = world;

    public World World { get; }

    public Guid StudyId { get; } = Guid.CreateVersion7();

    public Guid CompanyId { get; } = Guid.CreateVersion7();

    public Guid AdiId { get; } = Guid.CreateVersion7();

    /// <summary>Adi's probe to the bakery, planned for an hour ago, drawn to be graded twice.</summary>
    public Guid ProbeId { get; } = Guid.CreateVersion7();

    public static string Page => $"/{Tests.World.Cafe}/field/{Adi}";

    public static string Review => $"/{Tests.World.Cafe}/studies/{Code}/field";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<FieldWorld> Open(StoreKind kind) => await Over(await World.Open(kind));

    /// <summary>The same in a house that stands already, whatever became of the one before.</summary>
    public static async Task<FieldWorld> Over(World world)
    {
        await Clear(world);
        var made = new FieldWorld(world);
        await made.Plant();
        return made;
    }

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    public string Act(string what, Guid? probe = null, string secret = Adi) => $"/{Tests.World.Cafe}/field/{secret}/probes/{probe ?? ProbeId}/{what}";

    /// <summary>Posts as a telephone does that nobody is signed in at.</summary>
    public async Task<HttpResponseMessage> Post(string what, params (string Name, string Value)[] fields) => await PostTo(Act(what), fields);

    public async Task<HttpResponseMessage> PostTo(string path, params (string Name, string Value)[] fields)
    {
        using var nobody = World.Nobody();
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await (await nobody.Client()).PostAsync(path, form, Cancel);
    }

    /// <summary>Attaches something.</summary>
    public async Task<HttpResponseMessage> Attach(Guid id, byte[] content, string name)
    {
        using var nobody = World.Nobody();
        using var form = new MultipartFormDataContent { { new StringContent(id.ToString()), "id" }, { new ByteArrayContent(content), "file", name } };
        return await (await nobody.Client()).PostAsync(Act("evidence"), form, Cancel);
    }

    /// <summary>What must be done is done.</summary>
    public async Task Done(string what, params (string Name, string Value)[] fields)
    {
        using var answer = await Post(what, fields);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    /// <summary>Sent now, answered ten minutes later, and graded.</summary>
    public async Task Bring()
    {
        await Done("sent", ("when", "now"));
        World.Clock.Advance(TimeSpan.FromMinutes(10));
        await Done("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"), ("text", "בשמחה, מתי נוח?"));
        await Done("grades", Grades("4", "5"));
    }

    public static (string, string)[] Grades(string fast, string warm) => [("grade-fast", fast), ("grade-warm", warm), ("remark", "חם ומהיר")];

    public async Task<Probe> Probe(Guid? id = null)
    {
        await using var store = await World.Store();
        return await store.Probes.AsNoTracking().SingleAsync(probe => probe.Id == (id ?? ProbeId), Cancel);
    }

    public async Task<long> Revision()
    {
        await using var store = await World.Store();
        return await store.Studies.Where(study => study.Id == StudyId).Select(study => study.Revision).SingleAsync(Cancel);
    }

    /// <summary>Has Adi's other probe be one of today too.</summary>
    public async Task<Guid> AnotherToday()
    {
        await using var store = await World.Store();
        await store.Probes.Where(probe => probe.StudyId == StudyId).ExecuteUpdateAsync(set => set.SetProperty(probe => probe.PlannedAt, World.Clock.Now.AddHours(-1)), Cancel);
        return await store.Probes.Where(probe => probe.StudyId == StudyId && probe.Id != ProbeId).Select(probe => probe.Id).SingleAsync(Cancel);
    }

    /// <summary>The wave takes in nothing more.</summary>
    public async Task Close()
    {
        await using var store = await World.Store();
        await store.StudyWaves.ExecuteUpdateAsync(set => set.SetProperty(wave => wave.ClosedAt, World.Clock.Now), Cancel);
    }

    /// <summary>Takes the study away again, where the house is others' too.</summary>
    public Task Leave() => Clear(World);

    private static async Task Clear(World world)
    {
        await using var store = await world.Store();
        if (await store.Studies.Where(one => one.Code == Code).Select(one => (Guid?)one.Id).SingleOrDefaultAsync(Cancel) is not { } study) return;
        var probes = store.Probes.Where(probe => probe.StudyId == study).Select(probe => probe.Id);
        await store.ProbeReplies.Where(one => probes.Contains(one.ProbeId)).ExecuteDeleteAsync(Cancel);
        await store.ProbeGradings.Where(one => probes.Contains(one.ProbeId)).ExecuteDeleteAsync(Cancel);
        await store.Probes.Where(one => one.StudyId == study).ExecuteDeleteAsync(Cancel);
        await store.StudyShoppers.Where(one => one.StudyId == study).ExecuteDeleteAsync(Cancel);
        await store.StudyCompanies.Where(one => one.StudyId == study).ExecuteDeleteAsync(Cancel);
        await store.StudyWaves.Where(one => one.StudyId == study).ExecuteDeleteAsync(Cancel);
        await store.Studies.Where(one => one.Id == study).ExecuteDeleteAsync(Cancel);
    }

    public static byte[] Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Encoding.ASCII.GetBytes("a picture")];

    private async Task Plant()
    {
        var now = World.Clock.Now;
        await using var store = await World.Store();
        var design = new StudyDesign(Wording.Of("מי עונה?", "Who answers?"), OutcomeRule.Usual, [ProbeChannel.Mail, ProbeChannel.Phone])
        {
            Ethics = Wording.Of("לא מזמינים לשווא", "No false orders"), EvidenceDays = 30, Mailbox = "study@cafe.example",
        };
        AssessmentItem[] items =
        [
            new("fast", Layer.Style, Wording.Of("ענו מהר", "They answered fast"), 1) { Critical = true, Anchors = new Dictionary<int, Wording> { [1] = Wording.Of("אחרי יום", "After a day"), [5] = Wording.Of("בתוך שעה", "Within an hour") } },
            new("warm", Layer.Emotional, Wording.Of("היה חם", "It was warm"), 2) { MayNotApply = true },
        ];
        var scenario = new StudyScenario { Id = Guid.CreateVersion7(), StudyId = StudyId, Name = "עוגה", Persona = "הורה ליום הולדת", Wordings = StudyJson.Write<List<string>>(["שלום, אפשר להזמין עוגה לשישי?"]) };
        store.Studies.Add(new() { Id = StudyId, Code = Code, Name = "מאפיות", NameEn = "Bakeries", State = StudyState.Fielded, Design = StudyJson.Write(design), BegunAt = now });
        store.StudyCompanies.Add(new() { Id = CompanyId, StudyId = StudyId, Number = 1, Name = "מאפיית הלחם", NameEn = "The Bread Bakery", Addresses = Addresses(), SecretHash = EntranceKeys.HashOf(Bakery) });
        var other = new StudyCompany { Id = Guid.CreateVersion7(), StudyId = StudyId, Number = 2, Name = "קונדיטוריה", Addresses = Addresses() };
        store.StudyCompanies.Add(other);
        store.StudyScenarios.Add(scenario);
        store.StudyShoppers.Add(new() { Id = AdiId, StudyId = StudyId, Name = "עדי", Language = "he", SecretHash = EntranceKeys.HashOf(Adi) });
        store.StudyShoppers.Add(new() { Id = Guid.CreateVersion7(), StudyId = StudyId, Name = "רמי", Language = "he", SecretHash = EntranceKeys.HashOf(Rami), GradesAgain = true });
        store.StudyForms.Add(new() { StudyId = StudyId, Number = 1, Content = StudyJson.Write(new AssessmentForm(items)), WrittenAt = now });
        store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(), StudyId = StudyId, Number = 1, From = DateOnly.FromDateTime(now).AddDays(-1), Until = DateOnly.FromDateTime(now).AddDays(13), Form = 1 });
        store.Probes.Add(new() { Id = ProbeId, StudyId = StudyId, Wave = 1, CompanyId = CompanyId, Channel = ProbeChannel.Mail, ScenarioId = scenario.Id, ShopperId = AdiId, PlannedAt = now.AddHours(-1), MailKey = Key, Twice = true });
        store.Probes.Add(new() { Id = Guid.CreateVersion7(), StudyId = StudyId, Wave = 1, CompanyId = other.Id, Channel = ProbeChannel.Phone, ScenarioId = scenario.Id, ShopperId = AdiId, PlannedAt = now.AddDays(3) });
        await store.SaveChangesAsync(Cancel);
    }

    private static string Addresses() => StudyJson.Write(new Dictionary<ProbeChannel, string> { [ProbeChannel.Mail] = "hello@bakery.example", [ProbeChannel.Phone] = "03-555 1234" });
}
