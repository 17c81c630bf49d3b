using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Generation.Orders;
using FsCheck;
using FsCheck.Fluent;

namespace AssetLibrary.Tests.Generation.Orders;

/// <summary>The noun alone, without host and database: whatever happens to an order, no money is lost and none is counted twice.</summary>
public sealed class OrderTests
{
    private const long Price = 40_000;

    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly BlobRef Picture = BlobRef.Parse(new string('a', 64)),
        Other = BlobRef.Parse(new string('b', 64));
    private static readonly KeptAnswer Answer = new(BlobRef.Parse(new string('c', 64)), "application/json", "data[].url: text");
    private static readonly Charge Paid = new(Price, CostBasis.Price);

    /// <summary>
    /// What happens to an order, as the runner, the watcher and people do it; also what comes late, twice, or never fits.
    /// </summary>
    public enum Step
    {
        Reserve,
        Submit,
        Acknowledge,
        Refused,
        Lost,
        ChargeUnknown,
        Arrive,
        ArriveUnread,
        ArriveLate,
        CannotBeRead,
        Find,
        Store,
        StoreFree,
        GiveUp,
        TryAgain,
    }

    // Where each step leads: written down here once more, so that the noun and this table have to agree.
    private static readonly Dictionary<Step, Dictionary<OrderState, OrderState>> Arrows = new()
    {
        [Step.Reserve] = Stays(OrderState.Planned, OrderState.Submitted),
        [Step.Submit] = new() { [OrderState.Planned] = OrderState.Submitting },
        [Step.Acknowledge] = To(OrderState.Submitted, OrderState.Planned, OrderState.Submitting, OrderState.Submitted),
        [Step.Refused] = To(OrderState.Planned, OrderState.Planned, OrderState.Submitting, OrderState.Submitted),
        [Step.Lost] = To(OrderState.Planned, OrderState.Planned, OrderState.Submitting, OrderState.Submitted),
        [Step.ChargeUnknown] = To(OrderState.ChargeUnknown, OrderState.Submitting),
        [Step.Arrive] = Arriving(),
        [Step.ArriveUnread] = Arriving(),
        [Step.ArriveLate] = Stays(Enum.GetValues<OrderState>()),
        [Step.CannotBeRead] = Stays(OrderState.Arrived),
        [Step.Find] = Stays(OrderState.Arrived),
        [Step.Store] = To(OrderState.Stored, OrderState.Arrived),
        [Step.StoreFree] = To(OrderState.Stored, OrderState.Planned, OrderState.Submitted),
        [Step.GiveUp] = new()
        {
            [OrderState.Planned] = OrderState.Failed,
            [OrderState.Submitting] = OrderState.ChargeUnknown,
            [OrderState.Submitted] = OrderState.CollectedLater,
            [OrderState.ChargeUnknown] = OrderState.Failed,
        },
        [Step.TryAgain] = new()
        {
            [OrderState.Planned] = OrderState.Planned,
            [OrderState.Submitting] = OrderState.Submitting,
            [OrderState.Submitted] = OrderState.Submitted,
            [OrderState.Arrived] = OrderState.Arrived,
            [OrderState.ChargeUnknown] = OrderState.Planned,
            [OrderState.Failed] = OrderState.Planned,
            [OrderState.CollectedLater] = OrderState.Submitted,
        },
    };

    [Fact]
    public void Whatever_happens_no_money_is_lost_and_none_is_counted_twice()
    {
        var walks = Gen.Elements(Enum.GetValues<Step>()).ArrayOf().ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000).WithEndSize(60), Prop.ForAll(walks, steps => new Walk().Take(steps)));
    }

    [Fact]
    public void What_came_of_a_submission_of_which_nobody_knew_is_booked_beside_the_next_one()
    {
        var order = Order.Plan(Guid.NewGuid(), null);
        order.Submit(Now);
        order.LeaveChargeUnknown();
        order.TryAgain();
        order.Submit(Now);
        order.Arrive(1, Picture, Paid, null, Now);
        Assert.Equal((OrderState.Submitting, null), (order.State, order.ArrivedSha256));
        order.Arrive(2, Other, Paid, null, Now);
        Assert.Equal((2, 2 * Price, Other), (order.TakeCharges().Count, order.PaidMicroUsd, order.ArrivedSha256));
    }

    [Fact]
    public void An_answer_is_kept_until_a_picture_of_it_is_stored()
    {
        var order = Order.Plan(Guid.NewGuid(), null);
        order.Submit(Now);
        order.ArriveUnread(1, Answer, Charge.Unknown, Now);
        Assert.True(order is { IsUnread: true, CanBeCollected: false, ArrivedSha256: null, PaidMicroUsd: null });
        Assert.Equal([Charge.Unknown], order.TakeCharges());
        order.TryAgain();
        Assert.Equal(OrderState.Arrived, order.State);
        Assert.Throws<InvalidOperationException>(order.Store);
        order.Find(Picture);
        Assert.Equal(Answer.Blob, order.AnswerSha256);
        order.Store();
        Assert.Equal((null, null, Picture), (order.AnswerSha256, order.AnswerShape, order.ArrivedSha256));
    }

    [Fact]
    public void The_bytes_of_a_picture_that_cannot_be_decoded_are_kept_as_the_answer()
    {
        var order = Order.Plan(Guid.NewGuid(), null);
        order.Submit(Now);
        order.Arrive(1, Picture, Paid, null, Now);
        order.CannotBeRead("image/png", "a file");
        Assert.True(order is { IsUnread: true, AnswerShape: "a file" });
        Assert.Equal(Picture, order.AnswerSha256);
        order.Find(Other);
        Assert.Equal((Picture, Other), (order.AnswerSha256, order.ArrivedSha256));
    }

    private static Dictionary<OrderState, OrderState> Stays(params OrderState[] states) => states.ToDictionary(s => s);

    private static Dictionary<OrderState, OrderState> To(OrderState end, params OrderState[] from) => from.ToDictionary(s => s, _ => end);

    private static Dictionary<OrderState, OrderState> Arriving()
    {
        var arrows = Enum.GetValues<OrderState>().ToDictionary(s => s, _ => OrderState.Arrived);
        arrows.Remove(OrderState.Planned);
        arrows[OrderState.Stored] = OrderState.Stored;
        return arrows;
    }

    /// <summary>An order, and beside it what the reservation, the books and the provider's bill must say.</summary>
    private sealed class Walk
    {
        private readonly Order order = Order.Plan(Guid.NewGuid(), null);
        private readonly Dictionary<int, long?> books = [];
        private long? reserved;

        public bool Take(Step[] steps)
        {
            foreach (var step in steps)
            {
                Take(step);
            }

            return true;
        }

        private void Take(Step step)
        {
            var before = Seen();
            var (state, submission) = (order.State, step == Step.ArriveLate ? order.Submissions - 1 : order.Submissions);
            try
            {
                Do(step);
            }
            catch (InvalidOperationException)
            {
                Assert.Equal(before, Seen());
                Assert.Empty(order.TakeCharges());
                return;
            }

            Assert.True(Arrows[step].TryGetValue(state, out var end), $"{step} fits an order that is {state}.");
            Assert.Equal(end, order.State);
            foreach (var charge in order.TakeCharges())
            {
                Assert.True(books.TryAdd(submission, charge.MicroUsd), $"Submission {submission} is booked twice.");
            }

            reserved = step switch
            {
                Step.Reserve => Price,
                Step.StoreFree or Step.GiveUp => null,
                Step.Arrive or Step.ArriveUnread when state is not (OrderState.Arrived or OrderState.Stored) => null,
                _ => reserved,
            };
            Look(step, submission);
        }

        private void Do(Step step)
        {
            var last = order.Submissions;
            switch (step)
            {
                case Step.Reserve:
                    order.Reserve(Price);
                    break;
                case Step.Submit:
                    order.Submit(Now);
                    break;
                case Step.Acknowledge:
                    order.Acknowledge("p1");
                    break;
                case Step.Refused:
                    order.ComeToNothing();
                    break;
                case Step.Lost:
                    order.ComeToNothing(Charge.Unknown);
                    break;
                case Step.ChargeUnknown:
                    order.LeaveChargeUnknown();
                    break;
                // What costs nothing has no submission, and never arrives like that.
                case Step.Arrive when last > 0:
                    order.Arrive(last, Picture, Paid, null, Now);
                    break;
                case Step.ArriveUnread when last > 0:
                    order.ArriveUnread(last, Answer, Charge.Unknown, Now);
                    break;
                case Step.ArriveLate when last > 1:
                    order.Arrive(last - 1, Other, Paid, null, Now);
                    break;
                case Step.CannotBeRead:
                    order.CannotBeRead("image/png", "a file");
                    break;
                case Step.Find:
                    order.Find(Other);
                    break;
                case Step.Store:
                    order.Store();
                    break;
                case Step.StoreFree:
                    order.StoreFree();
                    break;
                case Step.GiveUp:
                    order.GiveUp();
                    break;
                case Step.TryAgain:
                    order.TryAgain();
                    break;
                default:
                    throw new InvalidOperationException("It cannot happen here.");
            }
        }

        private void Look(Step step, int submission)
        {
            Assert.Equal(reserved, order.ReservedMicroUsd);
            var mayReserve = order.State is OrderState.Planned or OrderState.Submitting or OrderState.Submitted or OrderState.ChargeUnknown;
            Assert.True(mayReserve || order.ReservedMicroUsd is null, $"Something is reserved for an order that is {order.State}.");
            Assert.Equal(books.Values.Any(b => b is not null) ? books.Values.Sum() : null, order.PaidMicroUsd);
            // What arrived is in the books, of each submission.
            var arrives = step is Step.Arrive or Step.ArriveUnread or Step.ArriveLate;
            Assert.True(!arrives || books.ContainsKey(submission), $"Submission {submission} arrived and is not booked.");
            Assert.True(order.State is not OrderState.Arrived || books.ContainsKey(order.Submissions));
            Assert.True(order.State is not OrderState.Arrived || order.ArrivedSha256 is not null || order.AnswerSha256 is not null);
            Assert.True(order.State is not OrderState.Stored || order is { AnswerSha256: null, IsUnread: false });
            Assert.True(order.State is not OrderState.Submitting || order is { IsPaidFor: true, ProviderJobId: null });
            Assert.True(order.State is not (OrderState.Submitted or OrderState.CollectedLater) || order.ProviderJobId is not null);
        }

        private (OrderState, string?, int, long?, long?, BlobRef?, BlobRef?, bool) Seen() =>
            (
                order.State,
                order.ProviderJobId,
                order.Submissions,
                order.ReservedMicroUsd,
                order.PaidMicroUsd,
                order.ArrivedSha256,
                order.AnswerSha256,
                order.IsUnread
            );
    }
}
