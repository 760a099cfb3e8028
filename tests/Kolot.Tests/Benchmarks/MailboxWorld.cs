using Kolot.Benchmarks.Field;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.Sending;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Kolot.Tests.Benchmarks;

/// <summary>A study in the field whose answers come into a mailbox at a real server. Nobody looks there but the test.</summary>
public sealed class MailboxWorld : IAsyncDisposable
{
    /// <summary>How much later it is after a look.</summary>
    public static readonly TimeSpan Next = TimeSpan.FromSeconds(61);

    private readonly Dovecot server;

    private MailboxWorld(FieldWorld field, Dovecot server) => (Field, this.server) = (field, server);

    public FieldWorld Field { get; }

    public World World => Field.World;

    /// <summary>Whose mailbox it is.</summary>
    public string User { get; } = "u" + Guid.CreateVersion7().ToString("N");

    /// <summary>The address of the study's probe.</summary>
    public static string Address => $"study+{FieldWorld.Key}@cafe.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<MailboxWorld> Open(StoreKind kind, Dovecot server, Action<IServiceCollection>? services = null)
    {
        using (await server.Mailbox("somebody"))
        {
        }

        var made = new MailboxWorld(await FieldWorld.Over(await World.Open(kind, all =>
        {
            World.WithoutRounds(all);
            World.Without<MailboxRounds>(all);
            services?.Invoke(all);
        }, Campaigns.Settings)), server);
        await made.Field.Done("sent", ("when", "now"));
        await made.Reads(made.Field.StudyId, server.Port);
        return made;
    }

    public async ValueTask DisposeAsync() => await Field.DisposeAsync();

    /// <summary>A study's mailbox is read from now on.</summary>
    public async Task Reads(Guid study, int port, string password = Dovecot.Password)
    {
        await using var store = await World.Store();
        store.StudyMailboxes.Add(new()
        {
            StudyId = study, Host = "127.0.0.1", Port = port, Security = MailSecurity.None, UserName = User, Folder = "INBOX", DueAt = World.Clock.Now.AddMinutes(-1), Version = 1,
            Password = World.Services.GetRequiredService<StudyMailboxes>().Seal(World.Cafe, password),
        });
        await store.SaveChangesAsync(Cancel);
    }

    /// <summary>A mail as a company writes it.</summary>
    public static MimeMessage Mail(string said = "בשמחה, ניפגש בשישי", string? to = null, params (string Name, string Value)[] heads)
    {
        var mail = new MimeMessage { Subject = "Re: cake", Body = new TextPart("plain") { Text = said } };
        mail.From.Add(MailboxAddress.Parse("service@bakery.example"));
        mail.To.Add(MailboxAddress.Parse(to ?? Address));
        foreach (var (name, value) in heads) mail.Headers.Add(name, value);
        return mail;
    }

    /// <summary>It came so long after the probe was sent.</summary>
    public async Task Came(TimeSpan after, MimeMessage mail) => await server.Put(User, (await Field.Probe()).SentAt!.Value + after, mail);

    /// <summary>Whoever looks, looks now; a minute later it is due again.</summary>
    public async Task Look(World? node = null)
    {
        await (node ?? World).Services.GetRequiredService<MailboxRound>().Run(World.Cafe, Cancel);
        if (node is null) World.Clock.Advance(Next);
    }

    public async Task<StudyMailbox> Kept(Guid? study = null)
    {
        var id = study ?? Field.StudyId;
        await using var store = await World.Store();
        return await store.StudyMailboxes.AsNoTracking().SingleAsync(one => one.StudyId == id, Cancel);
    }

    public async Task<ProbeReply[]> Replies()
    {
        await using var store = await World.Store();
        return await store.ProbeReplies.AsNoTracking().OrderBy(reply => reply.From).ToArrayAsync(Cancel);
    }
}
