using AngleSharp.Dom;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Organisation;
using Kolot.Store;

namespace Kolot.Tests.Benchmarks;

/// <summary>A study of six companies, the café among them: two waves are closed, a third goes on.</summary>
public sealed class Researched : IAsyncDisposable
{
    public const string Code = "coffee", Note = "כתבנו לכם מבית הקפה שלג, ונשמח לארח אתכם אצלנו בשולחן שליד החלון", Open = "תשובה מן הגל שעוד נמשך, ואסור שתיראה";

    /// <summary>What the companies are called: the fourth is the café itself, the last two are the only ones of their industry.</summary>
    public static readonly string[] Names = ["קפה שלג", "קפה ברד", "קפה רעם", "קפה תמר", "מאפיית אורן", "מאפיית דולב"];
    public static readonly string[] NamesEn = ["Sheleg Coffee", "Barad Coffee", "Raam Coffee", "Cafe Tamar", "Oren Bakery", "Dolev Bakery"];
    public static readonly string[] Secrets = ["sheleg-secret-of-enough", "barad-secret-of-enough!", "raam-secret-of-enough-l", "tamar-secret-of-enough-", "oren-secret-of-enough-l", "dolev-secret-of-enough-"];

    private Researched(World world) => World = world;

    public World World { get; }

    public Guid Id { get; } = Guid.CreateVersion7();

    public static string Page => $"/{Tests.World.Cafe}/studies/{Code}";

    public static string Report => $"/{Tests.World.Cafe}/reports/{Code}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The names of everybody but the café.</summary>
    public static IEnumerable<string> Hidden => Names.Concat(NamesEn).Except(["קפה תמר", "Cafe Tamar"]);

    public static async Task<Researched> In(StoreKind kind)
    {
        var made = new Researched(await World.Open(kind));
        await made.Plant();
        return made;
    }

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    /// <summary>Publishes it by these names.</summary>
    public async Task Publish(string names)
    {
        using var tamar = World.As(Cast.Tamar);
        using var done = await tamar.Post($"{Page}/publication", ("names", names));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, done.StatusCode);
    }

    /// <summary>A page of results, opened again while its places are being reckoned, as it asks to be.</summary>
    public static async Task<IDocument> Read(Visitor visitor, string path)
    {
        IDocument? page = null;
        await Comes.About(async () => (page = await visitor.Page(path)).Body!.TextContent is var text && !text.Contains("המקומות עוד מחושבים", StringComparison.Ordinal) && !text.Contains("still being reckoned", StringComparison.Ordinal));
        return page!;
    }

    private async Task Plant()
    {
        var now = World.Clock.Now;
        await using var store = await World.Store();
        var design = new StudyDesign(Wording.Of("מי עונה לפנייה?", "Who answers an enquiry?"), OutcomeRule.Usual, [ProbeChannel.Mail]) { Names = NamesShown.Ours, Ethics = Wording.Of("לא מזמינים לשווא", "No false orders") };
        store.Studies.Add(new() { Id = Id, Code = Code, Name = "מחקר קפה", NameEn = "Coffee study", State = StudyState.Fielded, Design = StudyJson.Write(design), BegunAt = now });
        store.StudyForms.Add(new() { StudyId = Id, Number = 1, Content = StudyJson.Write(new AssessmentForm([Item("style", Layer.Style), Item("answer", Layer.Professional), Item("warm", Layer.Emotional)])), WrittenAt = now });
        foreach (var wave in new[] { 1, 2, 3 })
            store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(), StudyId = Id, Number = wave, From = DateOnly.FromDateTime(now).AddDays(-90 + (wave * 20)), Until = DateOnly.FromDateTime(now).AddDays(-80 + (wave * 20)), Form = 1, ClosedAt = wave < 3 ? now : null });
        foreach (var (at, name) in Names.Index())
        {
            var company = new StudyCompany
            {
                Id = Guid.CreateVersion7(), StudyId = Id, Number = at + 1, Name = name, NameEn = NamesEn[at], Industry = at < 4 ? "קפה" : "מאפים", IndustryEn = at < 4 ? "Coffee" : "Baking", Ours = at == 3, Addresses = "{}", SecretHash = EntranceKeys.HashOf(Secrets[at]),
            };
            store.StudyCompanies.Add(company);
            for (var probe = 0; probe < 8; probe++) Probe(store, company, (at, probe), now.AddDays(-60));
            Sent(store, company, now.AddHours(-1));
        }

        await store.SaveChangesAsync(Cancel);
    }

    // The better the earlier in the list, and each a little different.
    private void Probe(OrganisationStore store, StudyCompany company, (int At, int Number) one, DateTime sent)
    {
        var silent = one.Number < one.At;
        var row = new Probe
        {
            Id = Guid.CreateVersion7(), StudyId = Id, Wave = 1 + (one.Number % 2), CompanyId = company.Id, Channel = ProbeChannel.Mail, SentAt = sent.AddDays(one.Number), State = silent ? ProbeState.Silent : ProbeState.Answered,
            WaitedFrom = silent ? OutcomeRule.Usual.NeverAfterMinutes * 60_000L : (30 + (one.At * 200) + (one.Number * 37)) * 60_000L, WaitedUntil = silent ? null : (30 + (one.At * 200) + (one.Number * 37)) * 60_000L, Review = ProbeReview.Accepted,
        };
        store.Probes.Add(row);
        if (silent) return;
        store.ProbeReplies.Add(new() { Id = Guid.CreateVersion7(), ProbeId = row.Id, From = sent, Until = sent, Text = one.At == 0 ? Note : one.At == 3 ? "שמחים שפניתם לקפה תמר, ויש לנו בשבילכם שולחן בשמש" : "תודה, נחזור" });
        foreach (var again in new[] { false, true })
            store.ProbeGradings.Add(new() { ProbeId = row.Id, Again = again, Form = 1, At = sent, Grades = StudyJson.WriteGrades(new Dictionary<string, int?> { ["style"] = 5 - (one.At / 3), ["answer"] = 5 - (one.At / 2), ["warm"] = Math.Max(1, 5 - one.At + (again ? 1 : 0)) }) });
    }

    private void Sent(OrganisationStore store, StudyCompany company, DateTime sent)
    {
        var row = new Probe { Id = Guid.CreateVersion7(), StudyId = Id, Wave = 3, CompanyId = company.Id, Channel = ProbeChannel.Mail, SentAt = sent, State = ProbeState.Answered, WaitedFrom = 60_000, WaitedUntil = 60_000 };
        store.Probes.Add(row);
        store.ProbeReplies.Add(new() { Id = Guid.CreateVersion7(), ProbeId = row.Id, From = sent, Until = sent, Text = Open });
        store.ProbeGradings.Add(new() { ProbeId = row.Id, Form = 1, At = sent, Grades = StudyJson.WriteGrades(new Dictionary<string, int?> { ["style"] = 5, ["answer"] = 5, ["warm"] = 5 }) });
    }

    private static AssessmentItem Item(string key, Layer layer) => new(key, layer, Wording.Of("היה טוב", "It was good"), 1);
}
