using Kolot.Core.Benchmarks;
using Kolot.Core.Demo;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Store;

namespace Kolot.Demo;

/// <summary>Plants two studies: the one in which the organisation compares itself with eleven others, whose third wave goes on, and the contact-us study of 2010 as it was reported.</summary>
public sealed class DemoStudies(Stores stores)
{
    private const int MsPerMinute = 60_000;

    // What opens the pages of its shoppers: there is nothing here that is anybody's.
    private static readonly (string Name, string Secret, bool Again)[] Shoppers = [("דפנה", "demo-shopper-dafna-22", false), ("איתן", "demo-shopper-eitan-22", false), ("רוני", "demo-shopper-roni-222", true)];

    private sealed record Keys(Study Study, Guid[] Companies, Guid[] Scenarios, Guid[] Shoppers);

    /// <summary>Plants them.</summary>
    public async Task Plant(IReadOnlyList<MemberRow> members, DateTime now, CancellationToken cancel)
    {
        await using var store = await stores.Open(DemoOrganisation.Code, cancel);
        await using var writing = await store.BeginWriting(cancel);
        Compare(store, members[0].Id, now);
        DemoStudy2010.Plant(store, members[0].Id, now);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }

    private static void Compare(OrganisationStore store, Guid by, DateTime now)
    {
        var today = DateOnly.FromDateTime(Local(now));
        var first = today.AddDays(-DemoStudy.Today - ((DemoStudy.Waves - 1) * DemoStudy.Between));
        var study = new Study
        {
            Id = Guid.CreateVersion7(), Code = "contact-us", Name = "מחקר ״צרו קשר״", NameEn = "The contact-us study", Kind = StudyKind.Shopped, State = StudyState.Fielded,
            Design = StudyJson.Write(DemoStudy.Design), Revision = 1, BegunAt = Utc(first.AddDays(-7), 9 * 60), BegunBy = by,
        };
        store.Studies.Add(study);
        store.StudyForms.Add(new() { StudyId = study.Id, Number = 1, Content = StudyJson.Write(DemoStudyForm.Form), WrittenAt = study.BegunAt, WrittenBy = by });
        var keys = new Keys(study, [.. DemoStudy.Companies.Select((one, at) => Company(store, study, one, at))], [.. DemoStudy.Scenarios.Select(one => Scenario(store, study, one))], [.. Shoppers.Select(one => Shopper(store, study, one))]);
        foreach (var number in Enumerable.Range(1, DemoStudy.Waves))
        {
            var from = first.AddDays((number - 1) * DemoStudy.Between);
            var until = from.AddDays(DemoStudy.Days - 1);
            store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(), StudyId = study.Id, Number = number, From = from, Until = until, Seed = number, Form = 1, ClosedAt = number < DemoStudy.Waves ? Utc(until.AddDays(9), 12 * 60) : null });
            foreach (var (at, probe) in DemoStudy.Probes.Index().Where(one => one.Item.Wave == number)) Probe(store, keys, (at, probe, Utc(Served(from.AddDays(probe.Day), probe.Minute), probe.Minute)), now);
        }

        store.StudyAppeals.Add(new()
        {
            Id = Guid.CreateVersion7(), CompanyId = keys.Companies[8], Name = "מנהלת השירות של כרכום", Mail = "service@karkom.example", At = now.AddDays(-2),
            Text = "בשבוע הראשון של הגל השני הוחלפה אצלנו מערכת הפניות. אפשר לבדוק אם הפניות הגיעו בכלל?",
        });
    }

    private static Guid Company(OrganisationStore store, Study study, DemoCompany told, int at)
    {
        var site = told.NameEn.Split(' ')[0].ToLowerInvariant();
        var row = new StudyCompany
        {
            Id = Guid.CreateVersion7(), StudyId = study.Id, Number = at + 1, Name = told.Name, NameEn = told.NameEn, Industry = told.Industry, IndustryEn = told.IndustryEn, Ours = told.Name == DemoOrganisation.Name,
            Addresses = StudyJson.Write(new Dictionary<ProbeChannel, string> { [ProbeChannel.ContactForm] = $"https://{site}.example/contact", [ProbeChannel.Mail] = $"service@{site}.example", [ProbeChannel.WhatsApp] = $"+97250555{at:0000}" }),
        };
        store.StudyCompanies.Add(row);
        return row.Id;
    }

    private static Guid Scenario(OrganisationStore store, Study study, (string Name, string Persona, string[] Wordings) told)
    {
        var row = new StudyScenario { Id = Guid.CreateVersion7(), StudyId = study.Id, Name = told.Name, Persona = told.Persona, Wordings = StudyJson.Write(told.Wordings) };
        store.StudyScenarios.Add(row);
        return row.Id;
    }

    private static Guid Shopper(OrganisationStore store, Study study, (string Name, string Secret, bool Again) told)
    {
        var row = new StudyShopper { Id = Guid.CreateVersion7(), StudyId = study.Id, Name = told.Name, Language = "he", SecretHash = EntranceKeys.HashOf(told.Secret), GradesAgain = told.Again };
        store.StudyShoppers.Add(row);
        return row.Id;
    }

    private static void Probe(OrganisationStore store, Keys keys, (int At, DemoProbe Told, DateTime Planned) one, DateTime now)
    {
        var (told, never) = (one.Told, DemoStudy.Design.Rule.NeverAfterMinutes);
        // What is planned for today is still to be made, at whatever hour the demonstration begins.
        var sent = Local(one.Planned).Date < Local(now).Date ? one.Planned.AddMinutes(3 + (one.At % 7)) : (DateTime?)null;
        var state = sent is not { } at ? ProbeState.Planned
            : told.Fate == DemoFate.Lost ? ProbeState.Lost
            : told.Fate == DemoFate.Never ? (at.AddMinutes(never) < now ? ProbeState.Silent : ProbeState.Sent)
            : at.AddMinutes(told.Waits) < now ? ProbeState.Answered : ProbeState.Sent;
        var waited = state switch { ProbeState.Answered => told.Waits, ProbeState.Silent => never, _ => (long?)null };
        var accepted = told.Wave < DemoStudy.Waves;
        var row = new Probe
        {
            Id = Guid.CreateVersion7(), StudyId = keys.Study.Id, Wave = told.Wave, CompanyId = keys.Companies[told.Company], Channel = DemoStudy.Design.Channels[one.At % DemoStudy.Design.Channels.Count],
            ScenarioId = keys.Scenarios[one.At % keys.Scenarios.Length], Wording = one.At / 3 % 2, ShopperId = keys.Shoppers[((told.Company / 2) + told.Day) % 2], PlannedAt = one.Planned, MailKey = $"demo{one.At:0000}{told.Minute:0000}", State = state,
            SentAt = sent, WaitedFrom = waited * MsPerMinute, WaitedUntil = state == ProbeState.Answered ? waited * MsPerMinute : null, Why = state == ProbeState.Lost ? "הטופס באתר החזיר שגיאה, גם בניסיון שני" : null,
            Review = accepted ? ProbeReview.Accepted : ProbeReview.None, ReviewedBy = accepted ? keys.Study.BegunBy : null, ReviewedAt = accepted ? one.Planned.AddDays(10) : null, Twice = told.Twice,
        };
        store.Probes.Add(row);
        if (state == ProbeState.Answered && sent is { } then) Answer(store, keys, row, (one.At, told, then.AddMinutes(told.Waits)));
    }

    private static void Answer(OrganisationStore store, Keys keys, Probe row, (int At, DemoProbe Told, DateTime Came) one)
    {
        store.ProbeReplies.Add(new() { Id = Guid.CreateVersion7(), ProbeId = row.Id, From = one.Came, Until = one.Came, Text = DemoStudyAnswers.Of(one.Told.Fate, one.Told.Said), ByMail = row.Channel == ProbeChannel.Mail });
        foreach (var again in one.Told.Twice ? new[] { false, true } : [false])
            store.ProbeGradings.Add(new()
            {
                ProbeId = row.Id, Again = again, ShopperId = again ? keys.Shoppers[2] : row.ShopperId, Form = 1, Grades = StudyJson.WriteGrades(DemoStudyForm.Grades(one.Told.Fate, one.At, again)), At = one.Came.AddMinutes(20),
            });
    }

    // On Saturday nobody serves, and on Friday not after noon: enquiries of those hours go on Sunday.
    private static DateOnly Served(DateOnly day, int minute) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(1), DayOfWeek.Friday when minute >= 12 * 60 => day.AddDays(2), _ => day };

    private static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZoneInfo.FindSystemTimeZoneById(DemoPlace.TimeZone));

    private static DateTime Utc(DateOnly day, int minute) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), TimeZoneInfo.FindSystemTimeZoneById(DemoPlace.TimeZone));
}
