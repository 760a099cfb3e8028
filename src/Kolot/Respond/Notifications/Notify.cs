using System.Runtime.CompilerServices;
using Kolot.Store;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kolot.Respond.Notifications;

/// <summary>Why members are notified, as codes.</summary>
public static class NotificationReasons
{
    /// <summary>Little time is left in a case of theirs.</summary>
    public const string Warned = "clock_warned";

    /// <summary>A case of theirs is late.</summary>
    public const string Late = "clock_late";

    /// <summary>A case that nobody owns is late, and they are in charge.</summary>
    public const string LateUnowned = "late_unowned";

    /// <summary>A case is theirs now.</summary>
    public const string Given = "case_given";

    /// <summary>Somebody named them in a note.</summary>
    public const string Named = "note_named";

    /// <summary>The customer of a case of theirs said something.</summary>
    public const string Heard = "customer_heard";

    /// <summary>What they promised is due soon.</summary>
    public const string Promised = "commitment_due";

    /// <summary>Whoever wrote to the top is to hear from them.</summary>
    public const string TopLine = "top_line_due";

    /// <summary>What is to be learned of a hard case of theirs was not written yet.</summary>
    public const string Lesson = "lesson_due";
}

/// <summary>The one way by which members are told that something needs them.</summary>
public sealed class Notify
{
    // However much one transaction tells a member, their mail is thought of once.
    private readonly ConditionalWeakTable<IDbContextTransaction, HashSet<Guid>> told = [];

    /// <summary>Tells one, in the caller's transaction. The caller saves.</summary>
    /// <param name="store">Where.</param>
    /// <param name="member">Whom.</param>
    /// <param name="reason">Why: see <see cref="NotificationReasons"/>.</param>
    /// <param name="what">The case, and what of it: a step or a clock.</param>
    /// <param name="at">When.</param>
    public void Add(OrganisationStore store, Guid member, string reason, (Guid Case, Guid Subject) what, DateTime at)
    {
        store.Notifications.Add(new() { Id = Guid.CreateVersion7(at), MemberId = member, Reason = reason, CaseId = what.Case, SubjectId = what.Subject, At = at });
        if (store.Database.CurrentTransaction is not { } writing || told.GetOrCreateValue(writing).Add(member)) PlanMails.Leave(store, member, at);
    }
}
