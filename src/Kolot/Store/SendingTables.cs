using Kolot.Core.Listen.Sending;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Keys and indexes of what is sent, and of who wants none of it.</summary>
internal static class SendingTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<GatewaySettings>().ToTable("gateways").HasKey(gateway => gateway.Way);
        model.Entity<GatewaySettings>().Property(gateway => gateway.Version).IsConcurrencyToken();
        model.Entity<MessageText>().ToTable("message_texts").HasKey(text => new { text.OwnerId, text.Way, text.Language, text.Number });
        model.Entity<MessageReceipt>().ToTable("message_receipts").HasKey(receipt => new { receipt.Way, receipt.MessageId, receipt.State });
        model.Entity<MessageReceipt>().HasIndex(receipt => receipt.TakenAt);
        model.Entity<OptOut>().ToTable("opt_outs").HasKey(one => new { one.Mark, one.Purpose });
        model.Entity<DeadAddress>().ToTable("dead_addresses").HasKey(one => one.Mark);
    }
}
