using System.Globalization;
using Kolot.Core;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Store;
using Kolot.Understand.Measures;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Writes the mail about a signal, to whoever is told and in their language.</summary>
public sealed class WriteSignal(EntranceMembers entrance, Databases databases, IConfiguration configuration) : IMailKind<Signal>
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "alerts.mail";

    /// <inheritdoc/>
    public string ErrandKind => Errand;

    /// <inheritdoc/>
    public async Task<Result<WrittenMail>> Write(OrganisationStore store, Signal row, CancellationToken cancel)
    {
        var alert = await store.Alerts.AsNoTracking().SingleOrDefaultAsync(alert => alert.Id == row.AlertId && alert.RemovedAt == null, cancel);
        var member = await store.Members.AsNoTracking().SingleOrDefaultAsync(member => member.Id == row.MemberId && member.LeftAt == null, cancel);
        if (alert is null || member is null || AlertQuery.MeasureOf(alert, await LoadMeasures.Of(store, cancel)) is not { } measure) return new Refusal.NotFound();
        var face = await entrance.FaceOf(store.Organisation, cancel);
        await using var directory = databases.OpenDirectory();
        var language = await directory.Users.Where(user => user.Id == member.Id).Select(user => user.Language).SingleOrDefaultAsync(cancel);
        // Of this call alone: what follows it speaks as before.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo((language ?? face.Language) == "en" ? "en-GB" : "he-IL");
        return new WrittenMail(member.Mail, Said(store.Organisation, face, (alert, row, measure), await StreamNames.Load(store, cancel)));
    }

    private MailWords Said(string organisation, Face face, (Alert Alert, Signal Signal, Measure Measure) what, StreamNames names)
    {
        var (alert, signal, measure) = what;
        var subject = $"{AlertWords.Headline(signal, measure)} · {AlertWords.Whose(alert, names)}";
        var link = $"{configuration["PublicAddress"]?.TrimEnd('/')}/{organisation}/alerts";
        var text = string.Join("\n\n", AlertWords.Headline(signal, measure), AlertWords.Whose(alert, names), AlertWords.Detail(signal, measure), AlertWords.Why(signal, alert.Grain), link, AlertWords.Said(Words.MailEnd, face.Name));
        return new(subject.ReplaceLineEndings(" "), text, CultureInfo.CurrentUICulture);
    }
}
