using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Keys and indexes of surveys, and of what is answered.</summary>
internal static class SurveyTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<SurveyRow>().ToTable("surveys").HasIndex(survey => survey.Code).IsUnique();
        model.Entity<SurveyRow>().Property(survey => survey.Version).IsConcurrencyToken();
        model.Entity<SurveyVersion>().HasKey(version => new { version.SurveyId, version.Number });
        var response = model.Entity<SurveyResponse>().Ignore(row => row.MayBeLeft);
        response.HasIndex(row => new { row.SurveyId, row.Id });
        response.HasIndex(row => row.SentAt).HasFilter("finished_at is null");
        response.HasIndex(row => row.LinkId).HasFilter("link_id is not null");
        response.HasIndex(row => row.VoiceId).HasFilter("voice_id is not null");
        model.Entity<SurveyFile>().HasIndex(file => file.ResponseId);
        var link = model.Entity<SurveyLink>();
        link.HasIndex(row => row.SecretHash).IsUnique();
        link.HasIndex(row => row.CustomerId).HasFilter("customer_id is not null");
        link.HasIndex(row => row.SurveyId);
        model.Entity<WaysIn>().Property(ways => ways.Id).ValueGeneratedNever();
        model.Entity<WaysIn>().Property(ways => ways.Version).IsConcurrencyToken();
        model.Entity<RhythmLine>().Property(line => line.Version).IsConcurrencyToken();
    }
}
